-- What people have beside a password.

ALTER TABLE organizations ADD COLUMN requires_second_factor INTEGER NOT NULL DEFAULT 0;

CREATE TABLE passkeys (
    id TEXT NOT NULL PRIMARY KEY,
    person_id TEXT NOT NULL REFERENCES persons (id),
    name TEXT NOT NULL,
    public_key BLOB NOT NULL,
    sign_count INTEGER NOT NULL,
    transports TEXT NOT NULL,
    backup_eligible INTEGER NOT NULL,
    backed_up INTEGER NOT NULL,
    created_at INTEGER NOT NULL,
    last_used_at INTEGER
) STRICT;
CREATE INDEX passkeys_person ON passkeys (person_id, created_at);

-- The secret is sealed by the master key for its person.
CREATE TABLE authenticators (
    person_id TEXT NOT NULL PRIMARY KEY REFERENCES persons (id),
    sealed_secret BLOB NOT NULL,
    last_step INTEGER NOT NULL,
    created_at INTEGER NOT NULL,
    last_used_at INTEGER
) STRICT;

CREATE TABLE recovery_codes (
    person_id TEXT NOT NULL REFERENCES persons (id),
    hash TEXT NOT NULL,
    created_at INTEGER NOT NULL,
    used_at INTEGER,
    PRIMARY KEY (person_id, hash)
) STRICT;

CREATE TABLE remembered_devices (
    id TEXT NOT NULL PRIMARY KEY,
    person_id TEXT NOT NULL REFERENCES persons (id),
    hash TEXT NOT NULL UNIQUE,
    person_epoch INTEGER NOT NULL,
    created_at INTEGER NOT NULL,
    expires_at INTEGER NOT NULL,
    last_used_at INTEGER,
    address TEXT,
    user_agent TEXT
) STRICT;
CREATE INDEX remembered_devices_person ON remembered_devices (person_id, created_at);
CREATE INDEX remembered_devices_expiry ON remembered_devices (expires_at);

-- Challenges that were answered, so that none is answered twice.
CREATE TABLE spent_challenges (
    id TEXT NOT NULL PRIMARY KEY,
    expires_at INTEGER NOT NULL
) STRICT;
CREATE INDEX spent_challenges_expiry ON spent_challenges (expires_at);
