//! What a letter says: reading e-mail without a network, a clock or a database.
