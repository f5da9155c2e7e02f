# Keys of this room begin with feedback-.
