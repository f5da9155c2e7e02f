-- Hours of a channel other than the visit in person, which keeps the calendar of the branch itself. A version is never
-- changed; the highest one holds. NULL: from then on the channel keeps the hours of the branch again.
CREATE TABLE branch_channel_calendars (
    institution_id BIGINT NOT NULL,
    branch_id UUID NOT NULL,
    channel TEXT NOT NULL,
    version BIGINT NOT NULL,
    calendar TEXT,
    valid_from BIGINT NOT NULL,
    PRIMARY KEY (institution_id, branch_id, channel, version),
    FOREIGN KEY (institution_id, branch_id) REFERENCES branches (institution_id, id)
);
