-- The embedded engine knows no policies of rows: there the scope in each statement is the wall.
SELECT 1;
