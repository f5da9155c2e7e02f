# Keys of this room begin with search-.
