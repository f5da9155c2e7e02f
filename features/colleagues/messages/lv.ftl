# Keys of this room begin with colleagues-.
