-- What people have beside a password.

ALTER TABLE organizations ADD COLUMN requires_second_factor BIGINT NOT NULL DEFAULT 0;

CREATE TABLE passkeys (
    id TEXT PRIMARY KEY,
    person_id TEXT NOT NULL REFERENCES persons (id),
    name TEXT NOT NULL,
    public_key BYTEA NOT NULL,
    sign_count BIGINT NOT NULL,
    transports TEXT NOT NULL,
    backup_eligible BIGINT NOT NULL,
    backed_up BIGINT NOT NULL,
    created_at BIGINT NOT NULL,
    last_used_at BIGINT
);
CREATE INDEX passkeys_person ON passkeys (person_id, created_at);

-- The secret is sealed by the master key for its person.
CREATE TABLE authenticators (
    person_id TEXT PRIMARY KEY REFERENCES persons (id),
    sealed_secret BYTEA NOT NULL,
    last_step BIGINT NOT NULL,
    created_at BIGINT NOT NULL,
    last_used_at BIGINT
);

CREATE TABLE recovery_codes (
    person_id TEXT NOT NULL REFERENCES persons (id),
    hash TEXT NOT NULL,
    created_at BIGINT NOT NULL,
    used_at BIGINT,
    PRIMARY KEY (person_id, hash)
);

CREATE TABLE remembered_devices (
    id TEXT PRIMARY KEY,
    person_id TEXT NOT NULL REFERENCES persons (id),
    hash TEXT NOT NULL UNIQUE,
    person_epoch BIGINT NOT NULL,
    created_at BIGINT NOT NULL,
    expires_at BIGINT NOT NULL,
    last_used_at BIGINT,
    address TEXT,
    user_agent TEXT
);
CREATE INDEX remembered_devices_person ON remembered_devices (person_id, created_at);
CREATE INDEX remembered_devices_expiry ON remembered_devices (expires_at);

-- Challenges that were answered, so that none is answered twice.
CREATE TABLE spent_challenges (
    id TEXT PRIMARY KEY,
    expires_at BIGINT NOT NULL
);
CREATE INDEX spent_challenges_expiry ON spent_challenges (expires_at);
