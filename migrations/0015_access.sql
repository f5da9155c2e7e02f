-- Passkeys: a credential belongs to one person of one institution. The hash finds it before anybody is signed in.
DROP TABLE passkeys;
CREATE TABLE passkeys (
    institution_id BIGINT NOT NULL,
    id UUID NOT NULL,
    employee_id UUID NOT NULL,
    -- What its owner calls it.
    name TEXT NOT NULL,
    -- Hash of the credential's id, which authenticators choose.
    credential_hash {{bytes}} NOT NULL CONSTRAINT passkeys_credential UNIQUE,
    -- Id, transports, public key and the state that moves with each use (features/access/src/passkeys/credential.rs).
    credential TEXT NOT NULL,
    created_at BIGINT NOT NULL,
    used_at BIGINT,
    -- When its counter went back, as that of a copied authenticator does.
    warned_at BIGINT,
    PRIMARY KEY (institution_id, id),
    FOREIGN KEY (institution_id, employee_id) REFERENCES employees (institution_id, id)
);
CREATE INDEX passkeys_employee ON passkeys (institution_id, employee_id);

-- What a browser was asked to sign and has not answered yet: used once, on any node. Nobody is signed in at that moment,
-- so that it belongs to no institution.
CREATE TABLE passkey_questions (
    -- Hash of the secret in the browser's cookie, or of the session that adds a passkey.
    holder_hash {{bytes}} NOT NULL PRIMARY KEY,
    state {{bytes}} NOT NULL,
    expires_at BIGINT NOT NULL
);

-- Links for those who have forgotten their password (security: 256 bits, hashed, one use, ten minutes).
CREATE TABLE password_resets (
    institution_id BIGINT NOT NULL,
    employee_id UUID NOT NULL,
    -- Absent while a second person has not confirmed that the second factor may go too.
    token_hash {{bytes}} CONSTRAINT password_resets_token UNIQUE,
    -- Whether the second factor goes with the password.
    second_factor BOOLEAN NOT NULL,
    asked_by UUID NOT NULL,
    confirmed_by UUID,
    expires_at BIGINT NOT NULL,
    PRIMARY KEY (institution_id, employee_id),
    FOREIGN KEY (institution_id, employee_id) REFERENCES employees (institution_id, id)
);
