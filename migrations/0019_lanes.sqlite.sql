-- On PostgreSQL transactions side by side add to sums of their own lanes; here, where one writes at a time, the lane is
-- always 0.
CREATE TABLE measures_with_lanes (
    institution_id BIGINT NOT NULL REFERENCES institutions (id),
    day BIGINT NOT NULL,
    norm TEXT NOT NULL,
    standard BIGINT NOT NULL,
    branch_id UUID NOT NULL,
    channel TEXT NOT NULL,
    employee_id UUID NOT NULL,
    met BIGINT NOT NULL,
    breached BIGINT NOT NULL,
    waived BIGINT NOT NULL,
    lane BIGINT NOT NULL DEFAULT 0,
    PRIMARY KEY (institution_id, day, norm, standard, branch_id, channel, employee_id, lane)
) {{clustered}};
INSERT INTO measures_with_lanes (institution_id, day, norm, standard, branch_id, channel, employee_id, met, breached, waived)
    SELECT institution_id, day, norm, standard, branch_id, channel, employee_id, met, breached, waived FROM measures;
DROP TABLE measures;
ALTER TABLE measures_with_lanes RENAME TO measures;
CREATE TABLE measure_months_with_lanes (
    institution_id BIGINT NOT NULL REFERENCES institutions (id),
    -- Months since January 1970.
    month BIGINT NOT NULL,
    norm TEXT NOT NULL,
    standard BIGINT NOT NULL,
    branch_id UUID NOT NULL,
    channel TEXT NOT NULL,
    employee_id UUID NOT NULL,
    met BIGINT NOT NULL,
    breached BIGINT NOT NULL,
    waived BIGINT NOT NULL,
    lane BIGINT NOT NULL DEFAULT 0,
    PRIMARY KEY (institution_id, month, norm, standard, branch_id, channel, employee_id, lane)
) {{clustered}};
INSERT INTO measure_months_with_lanes (institution_id, month, norm, standard, branch_id, channel, employee_id, met, breached, waived)
    SELECT institution_id, month, norm, standard, branch_id, channel, employee_id, met, breached, waived FROM measure_months;
DROP TABLE measure_months;
ALTER TABLE measure_months_with_lanes RENAME TO measure_months;
DELETE FROM sqlite_stat1 WHERE tbl IN ('measures', 'measure_months');
INSERT INTO sqlite_stat1 (tbl, idx, stat) VALUES
    ('measures', 'measures', '285000 285000 115 20 20 3 3 1 1'),
    ('measure_months', 'measure_months', '19000 19000 150 25 25 4 4 1 1');
ANALYZE sqlite_schema;
