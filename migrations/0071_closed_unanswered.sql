-- Why those who are closed together need no answer, by a word of a closed list; empty where nobody said.
ALTER TABLE inbox_batches ADD COLUMN why TEXT NOT NULL DEFAULT '';
