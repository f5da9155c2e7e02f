-- Eight counters of a branch add to the same sums at the same instant. Transactions side by side add to rows of their own
-- lanes, and none waits until another has flushed; a figure is the sum over the lanes.
ALTER TABLE measures ADD COLUMN lane BIGINT NOT NULL DEFAULT 0;
ALTER TABLE measures DROP CONSTRAINT measures_pkey;
ALTER TABLE measures ADD PRIMARY KEY (institution_id, day, norm, standard, branch_id, channel, employee_id, lane);
ALTER TABLE measure_months ADD COLUMN lane BIGINT NOT NULL DEFAULT 0;
ALTER TABLE measure_months DROP CONSTRAINT measure_months_pkey;
ALTER TABLE measure_months ADD PRIMARY KEY (institution_id, month, norm, standard, branch_id, channel, employee_id, lane);
