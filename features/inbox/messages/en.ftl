# Keys of this room begin with inbox-.
