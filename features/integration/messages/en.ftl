# Keys of this room begin with integration-.
