-- How the tables look after years of work, so that the planner reads by the narrow index from the first day on. Without
-- figures it takes an institution for a handful of rows and reads through its whole history; figures gathered now would
-- say the same of empty tables.
ANALYZE institutions;
DELETE FROM sqlite_stat1;
INSERT INTO sqlite_stat1 (tbl, idx, stat) VALUES
    ('tickets', 'tickets', '1300000 1300000 1'),
    ('tickets', 'sqlite_autoindex_tickets_2', '1300000 1300000 160000 160 40 1'),
    ('tickets', 'tickets_line', '60 60 30 10 1 1'),
    ('tickets', 'tickets_special', '10 10 5 1 1'),
    ('tickets', 'tickets_live', '80 80 40'),
    ('journal', 'journal', '6000000 6000000 1'),
    ('journal', 'journal_subject', '6000000 6000000 5'),
    ('obligations', 'obligations', '1750000 1750000 700 1'),
    ('obligations', 'obligations_breached', '155000 155000 25000 20'),
    ('obligations', 'obligations_counted', '350000 350000 3'),
    ('obligations', 'obligations_live', '3000 3000 1'),
    ('obligations', 'obligations_look', '200 2'),
    ('contacts', 'contacts', '1250000 1250000 1'),
    ('cases', 'sqlite_autoindex_cases_1', '110000 110000 1'),
    ('cases', 'sqlite_autoindex_cases_2', '110000 110000 1'),
    ('cases', 'cases_code', '110000 1'),
    ('cases', 'cases_short_code', '110000 110000 1'),
    ('cases', 'cases_contact', '80000 80000 2'),
    ('cases', 'cases_ticket', '110000 110000 1'),
    ('cases', 'cases_open', '100 100 5 2'),
    ('cases', 'cases_due', '100 100 1 1'),
    ('durations', 'durations', '3800000 3800000 1500 380 48 12 9 1'),
    ('measures', 'measures', '285000 285000 115 20 20 3 3 1'),
    ('measure_months', 'measure_months', '19000 19000 150 25 25 4 4 1');
ANALYZE sqlite_schema;
