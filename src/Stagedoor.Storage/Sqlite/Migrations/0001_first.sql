-- Times are milliseconds since 1970 in UTC, truth 0 or 1, lists names joined by a space.

-- The installation itself: one row.
CREATE TABLE installation (
    id INTEGER PRIMARY KEY CHECK (id = 1),
    epoch INTEGER NOT NULL,
    restored INTEGER NOT NULL
) STRICT;
INSERT INTO installation (id, epoch, restored) VALUES (1, 1, 0);

-- service_accounts is the counter of default names: it only rises.
CREATE TABLE organizations (
    id TEXT NOT NULL PRIMARY KEY,
    name TEXT NOT NULL,
    created_at INTEGER NOT NULL,
    account_id TEXT NOT NULL UNIQUE,
    account_name TEXT NOT NULL,
    service_accounts INTEGER NOT NULL
) STRICT;

CREATE TABLE persons (
    id TEXT NOT NULL PRIMARY KEY,
    frameio_id TEXT NOT NULL UNIQUE,
    email TEXT NOT NULL,
    email_key TEXT NOT NULL UNIQUE,
    email_verified INTEGER NOT NULL,
    name TEXT NOT NULL,
    name_skeleton TEXT NOT NULL,
    given_name TEXT,
    family_name TEXT,
    country TEXT,
    locale TEXT,
    created_at INTEGER NOT NULL,
    disabled_at INTEGER,
    epoch INTEGER NOT NULL,
    password_hash TEXT
) STRICT;
CREATE INDEX persons_skeleton ON persons (name_skeleton);

CREATE TABLE memberships (
    organization_id TEXT NOT NULL REFERENCES organizations (id),
    person_id TEXT NOT NULL REFERENCES persons (id),
    admin_roles TEXT NOT NULL,
    account_role TEXT NOT NULL,
    PRIMARY KEY (organization_id, person_id)
) STRICT;
CREATE INDEX memberships_person ON memberships (person_id, organization_id);

CREATE TABLE projects (
    id TEXT NOT NULL PRIMARY KEY,
    organization_id TEXT NOT NULL REFERENCES organizations (id),
    name TEXT NOT NULL,
    apis TEXT NOT NULL,
    created_at INTEGER NOT NULL
) STRICT;
CREATE INDEX projects_organization ON projects (organization_id, id);

CREATE TABLE product_profiles (
    id TEXT NOT NULL PRIMARY KEY,
    organization_id TEXT NOT NULL REFERENCES organizations (id),
    name TEXT NOT NULL,
    api TEXT NOT NULL,
    people TEXT NOT NULL
) STRICT;
CREATE INDEX product_profiles_organization ON product_profiles (organization_id, id);

CREATE TABLE clients (
    id TEXT NOT NULL PRIMARY KEY,
    organization_id TEXT NOT NULL REFERENCES organizations (id),
    project_id TEXT NOT NULL REFERENCES projects (id),
    kind TEXT NOT NULL,
    name TEXT NOT NULL,
    created_at INTEGER NOT NULL,
    disabled_at INTEGER,
    epoch INTEGER NOT NULL,
    settings TEXT NOT NULL
) STRICT;
CREATE INDEX clients_project ON clients (project_id, id);
CREATE INDEX clients_organization ON clients (organization_id, id);

-- Whose pages may read answers: scheme, host and port, a star for any port. Made from the settings whenever they are written.
CREATE TABLE client_origins (
    origin TEXT NOT NULL,
    client_id TEXT NOT NULL REFERENCES clients (id),
    PRIMARY KEY (origin, client_id)
) STRICT, WITHOUT ROWID;
CREATE INDEX client_origins_client ON client_origins (client_id);

CREATE TABLE client_secrets (
    client_id TEXT NOT NULL REFERENCES clients (id),
    id TEXT NOT NULL,
    name TEXT NOT NULL,
    salt BLOB NOT NULL,
    hash BLOB NOT NULL,
    created_at INTEGER NOT NULL,
    not_before INTEGER,
    expires_at INTEGER,
    revoked_at INTEGER,
    last_used_at INTEGER,
    last_used_address TEXT,
    last_used_grant TEXT,
    PRIMARY KEY (client_id, id)
) STRICT;

CREATE TABLE service_accounts (
    id TEXT NOT NULL PRIMARY KEY,
    frameio_id TEXT NOT NULL UNIQUE,
    client_id TEXT NOT NULL UNIQUE REFERENCES clients (id),
    organization_id TEXT NOT NULL REFERENCES organizations (id),
    account_id TEXT NOT NULL,
    name TEXT NOT NULL,
    name_skeleton TEXT NOT NULL,
    description TEXT,
    owner_id TEXT,
    created_by TEXT,
    account_role TEXT NOT NULL,
    created_at INTEGER NOT NULL,
    disabled_at INTEGER,
    last_activity_at INTEGER,
    UNIQUE (account_id, name_skeleton)
) STRICT;
CREATE INDEX service_accounts_organization ON service_accounts (organization_id, id);

CREATE TABLE sessions (
    sid TEXT NOT NULL PRIMARY KEY,
    browser_hash TEXT NOT NULL,
    person_id TEXT NOT NULL,
    authenticated_at INTEGER NOT NULL,
    expires_at INTEGER NOT NULL,
    acr TEXT NOT NULL,
    amr TEXT NOT NULL,
    person_epoch INTEGER NOT NULL,
    address TEXT,
    user_agent TEXT,
    ended_at INTEGER
) STRICT;
CREATE INDEX sessions_browser ON sessions (browser_hash);
CREATE INDEX sessions_person ON sessions (person_id);
CREATE INDEX sessions_expiry ON sessions (expires_at);

CREATE TABLE consents (
    person_id TEXT NOT NULL,
    client_id TEXT NOT NULL,
    scope TEXT NOT NULL,
    granted_at INTEGER NOT NULL,
    last_used_at INTEGER,
    PRIMARY KEY (person_id, client_id)
) STRICT;
CREATE INDEX consents_client ON consents (client_id, person_id);

CREATE TABLE journeys (
    hash TEXT NOT NULL PRIMARY KEY,
    request TEXT NOT NULL,
    created_at INTEGER NOT NULL,
    expires_at INTEGER NOT NULL,
    signed_in_sid TEXT,
    chosen_sid TEXT,
    consented_sid TEXT,
    completed_at INTEGER
) STRICT;
CREATE INDEX journeys_expiry ON journeys (expires_at);

CREATE TABLE pushed_requests (
    hash TEXT NOT NULL PRIMARY KEY,
    client_id TEXT NOT NULL,
    request TEXT NOT NULL,
    expires_at INTEGER NOT NULL,
    spent_at INTEGER
) STRICT;
CREATE INDEX pushed_requests_expiry ON pushed_requests (expires_at);

CREATE TABLE codes (
    hash TEXT NOT NULL PRIMARY KEY,
    family_id TEXT NOT NULL,
    client_id TEXT NOT NULL,
    request TEXT NOT NULL,
    person_id TEXT NOT NULL,
    sid TEXT NOT NULL,
    authenticated_at INTEGER NOT NULL,
    acr TEXT NOT NULL,
    amr TEXT NOT NULL,
    created_at INTEGER NOT NULL,
    expires_at INTEGER NOT NULL,
    redeemed_at INTEGER
) STRICT;
CREATE INDEX codes_grant ON codes (person_id, client_id);
CREATE INDEX codes_expiry ON codes (expires_at);

-- decision: 0 none, 1 allowed, 2 denied.
CREATE TABLE device_authorizations (
    device_code_hash TEXT NOT NULL PRIMARY KEY,
    user_code_hash TEXT NOT NULL UNIQUE,
    family_id TEXT NOT NULL,
    client_id TEXT NOT NULL,
    dialect INTEGER NOT NULL,
    scope TEXT NOT NULL,
    created_at INTEGER NOT NULL,
    expires_at INTEGER NOT NULL,
    address TEXT,
    person_id TEXT,
    sid TEXT,
    authenticated_at INTEGER,
    acr TEXT,
    amr TEXT,
    decision INTEGER NOT NULL,
    spent_at INTEGER,
    polled_at INTEGER,
    poll_interval INTEGER NOT NULL,
    polled_early INTEGER NOT NULL
) STRICT;
CREATE INDEX device_authorizations_grant ON device_authorizations (person_id, client_id);
CREATE INDEX device_authorizations_expiry ON device_authorizations (expires_at);

-- A refresh token and all its successors: one row. No index on what a rotation changes.
CREATE TABLE families (
    family_id TEXT NOT NULL PRIMARY KEY,
    client_id TEXT NOT NULL,
    person_id TEXT NOT NULL,
    sid TEXT NOT NULL,
    scope TEXT NOT NULL,
    resources TEXT NOT NULL,
    userinfo_claims TEXT NOT NULL,
    authenticated_at INTEGER NOT NULL,
    acr TEXT NOT NULL,
    amr TEXT NOT NULL,
    nonce TEXT,
    current_hash TEXT NOT NULL,
    previous_hash TEXT,
    rotated_at INTEGER,
    sealed_answer BLOB,
    created_at INTEGER NOT NULL,
    expires_at INTEGER NOT NULL,
    absolute_expires_at INTEGER NOT NULL,
    revoked_at INTEGER,
    person_epoch INTEGER NOT NULL,
    client_epoch INTEGER NOT NULL
) STRICT;
CREATE INDEX families_grant ON families (person_id, client_id);
CREATE INDEX families_session ON families (sid);
CREATE INDEX families_expiry ON families (absolute_expires_at);

-- Numbers the revocations, under its row lock: who reads in order misses none.
CREATE TABLE revocation_clock (
    id INTEGER PRIMARY KEY CHECK (id = 1),
    value INTEGER NOT NULL
) STRICT;
INSERT INTO revocation_clock (id, value) VALUES (1, 0);

CREATE TABLE revocations (
    kind INTEGER NOT NULL,
    key TEXT NOT NULL,
    epoch INTEGER NOT NULL,
    sequence INTEGER NOT NULL UNIQUE,
    at INTEGER NOT NULL,
    PRIMARY KEY (kind, key)
) STRICT, WITHOUT ROWID;
CREATE INDEX revocations_age ON revocations (at);

CREATE TABLE attempts (
    key TEXT NOT NULL PRIMARY KEY,
    failures INTEGER NOT NULL,
    blocked_until INTEGER NOT NULL,
    forget_at INTEGER NOT NULL
) STRICT, WITHOUT ROWID;
CREATE INDEX attempts_forget ON attempts (forget_at);

CREATE TABLE signing_keys (
    kid TEXT NOT NULL PRIMARY KEY,
    algorithm TEXT NOT NULL,
    sealed_private_key BLOB NOT NULL,
    created_at INTEGER NOT NULL,
    signs_from INTEGER NOT NULL,
    signs_until INTEGER,
    published_until INTEGER,
    withdrawn_at INTEGER
) STRICT;

-- Held while a key is added: of two nodes that rotate at once, one waits.
CREATE TABLE signing_key_lock (
    id INTEGER PRIMARY KEY CHECK (id = 1),
    turns INTEGER NOT NULL
) STRICT;
INSERT INTO signing_key_lock (id, turns) VALUES (1, 0);

CREATE TABLE kept_values (
    name TEXT NOT NULL PRIMARY KEY,
    sealed_value BLOB NOT NULL
) STRICT;

CREATE TABLE data_protection_keys (
    name TEXT NOT NULL PRIMARY KEY,
    xml TEXT NOT NULL
) STRICT;

CREATE TABLE seed_ledger (
    key TEXT NOT NULL PRIMARY KEY,
    content TEXT
) STRICT;

-- One chain per node. Append-only.
CREATE TABLE audit (
    node TEXT NOT NULL,
    sequence INTEGER NOT NULL,
    at INTEGER NOT NULL,
    body TEXT NOT NULL,
    mac BLOB NOT NULL,
    PRIMARY KEY (node, sequence)
) STRICT, WITHOUT ROWID;

CREATE TABLE audit_checkpoints (
    node TEXT NOT NULL,
    sequence INTEGER NOT NULL,
    mac BLOB NOT NULL,
    at INTEGER NOT NULL,
    signature BLOB NOT NULL,
    PRIMARY KEY (node, sequence)
) STRICT;

-- What names a person, erasable without breaking the chain.
CREATE TABLE audit_personal (
    reference TEXT NOT NULL PRIMARY KEY,
    salt BLOB NOT NULL,
    json TEXT NOT NULL,
    node TEXT NOT NULL,
    at INTEGER NOT NULL
) STRICT;
CREATE INDEX audit_personal_age ON audit_personal (node, at);

-- One-time links of first administrators, as hashes.
CREATE TABLE administrator_links (
    hash TEXT NOT NULL PRIMARY KEY,
    person_id TEXT NOT NULL REFERENCES persons (id),
    expires_at INTEGER NOT NULL,
    spent_at INTEGER
) STRICT;
CREATE INDEX administrator_links_expiry ON administrator_links (expires_at);
