-- PostgreSQL gathers its figures by itself.
SELECT 1;
