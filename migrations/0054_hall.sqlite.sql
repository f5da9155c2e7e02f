-- SQLite is told what its tables will look like, and never takes the index of the hall for that of a line.
SELECT 1;
