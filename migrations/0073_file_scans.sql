-- What the scanner said of files (security §6), by their digest: the same bytes fare the same wherever they lie.
CREATE TABLE file_scans (
    institution_id BIGINT NOT NULL REFERENCES institutions (id),
    -- SHA-256 of the bytes of a file, or of a letter as it came.
    digest {{bytes}} NOT NULL,
    state TEXT NOT NULL CHECK (state IN ('not_scanned', 'clean', 'blocked')),
    -- The name of what was found; empty where nothing was.
    found TEXT NOT NULL DEFAULT '',
    scanned_at BIGINT,
    tries BIGINT NOT NULL DEFAULT 0,
    -- It is to be scanned, once more where it was before, but not before this; who has it in hand puts it off.
    not_before BIGINT,
    -- When an administrator had the bytes deleted.
    emptied_at BIGINT,
    PRIMARY KEY (institution_id, digest)
);
CREATE INDEX file_scans_due ON file_scans (institution_id, not_before) WHERE not_before IS NOT NULL;
CREATE INDEX file_scans_blocked ON file_scans (institution_id, scanned_at) WHERE state = 'blocked';

-- Where the bytes of a digest lie; letters have theirs.
CREATE INDEX message_files_digest ON message_files (institution_id, digest);
CREATE INDEX reply_files_digest ON reply_files (institution_id, digest);
CREATE INDEX portal_files_digest ON portal_files (institution_id, digest);

-- What is there already has not been scanned.
INSERT INTO file_scans (institution_id, digest, state, not_before)
SELECT institution_id, digest, 'not_scanned', 0 FROM message_files
UNION SELECT institution_id, digest, 'not_scanned', 0 FROM reply_files
UNION SELECT institution_id, digest, 'not_scanned', 0 FROM portal_files
UNION SELECT institution_id, digest, 'not_scanned', 0 FROM letters
       WHERE length(digest) > 0 AND forgotten_at IS NULL AND state <> 'waiting';
