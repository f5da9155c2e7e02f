-- Secrets that all nodes of the program share and that belong to no institution: each is made once, by whichever node
-- needs it first. Nothing here opens anything by itself; 'forms' signs the tokens of forms without a sign-in.
CREATE TABLE program_secrets (
    name TEXT NOT NULL,
    secret {{bytes}} NOT NULL,
    made_at BIGINT NOT NULL,
    PRIMARY KEY (name)
);
