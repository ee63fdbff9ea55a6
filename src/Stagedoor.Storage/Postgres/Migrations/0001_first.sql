-- Times are milliseconds since 1970 in UTC, truth 0 or 1, lists names joined by a space.

-- The installation itself: one row.
CREATE TABLE installation (
    id BIGINT PRIMARY KEY CHECK (id = 1),
    epoch BIGINT NOT NULL,
    restored BIGINT NOT NULL
);
INSERT INTO installation (id, epoch, restored) VALUES (1, 1, 0);

-- service_accounts is the counter of default names: it only rises.
CREATE TABLE organizations (
    id TEXT PRIMARY KEY,
    name TEXT NOT NULL,
    created_at BIGINT NOT NULL,
    account_id TEXT NOT NULL UNIQUE,
    account_name TEXT NOT NULL,
    service_accounts BIGINT NOT NULL
);

CREATE TABLE persons (
    id TEXT PRIMARY KEY,
    frameio_id TEXT NOT NULL UNIQUE,
    email TEXT NOT NULL,
    email_key TEXT NOT NULL UNIQUE,
    email_verified BIGINT NOT NULL,
    name TEXT NOT NULL,
    name_skeleton TEXT NOT NULL,
    given_name TEXT,
    family_name TEXT,
    country TEXT,
    locale TEXT,
    created_at BIGINT NOT NULL,
    disabled_at BIGINT,
    epoch BIGINT NOT NULL,
    password_hash TEXT
);
CREATE INDEX persons_skeleton ON persons (name_skeleton);

CREATE TABLE memberships (
    organization_id TEXT NOT NULL REFERENCES organizations (id),
    person_id TEXT NOT NULL REFERENCES persons (id),
    admin_roles TEXT NOT NULL,
    account_role TEXT NOT NULL,
    PRIMARY KEY (organization_id, person_id)
);
CREATE INDEX memberships_person ON memberships (person_id, organization_id);

CREATE TABLE projects (
    id TEXT PRIMARY KEY,
    organization_id TEXT NOT NULL REFERENCES organizations (id),
    name TEXT NOT NULL,
    apis TEXT NOT NULL,
    created_at BIGINT NOT NULL
);
CREATE INDEX projects_organization ON projects (organization_id, id);

CREATE TABLE product_profiles (
    id TEXT PRIMARY KEY,
    organization_id TEXT NOT NULL REFERENCES organizations (id),
    name TEXT NOT NULL,
    api TEXT NOT NULL,
    people TEXT NOT NULL
);
CREATE INDEX product_profiles_organization ON product_profiles (organization_id, id);

CREATE TABLE clients (
    id TEXT PRIMARY KEY,
    organization_id TEXT NOT NULL REFERENCES organizations (id),
    project_id TEXT NOT NULL REFERENCES projects (id),
    kind TEXT NOT NULL,
    name TEXT NOT NULL,
    created_at BIGINT NOT NULL,
    disabled_at BIGINT,
    epoch BIGINT NOT NULL,
    settings TEXT NOT NULL
);
CREATE INDEX clients_project ON clients (project_id, id);
CREATE INDEX clients_organization ON clients (organization_id, id);

-- Whose pages may read answers: scheme, host and port, a star for any port. Made from the settings whenever they are written.
CREATE TABLE client_origins (
    origin TEXT NOT NULL,
    client_id TEXT NOT NULL REFERENCES clients (id),
    PRIMARY KEY (origin, client_id)
);
CREATE INDEX client_origins_client ON client_origins (client_id);

CREATE TABLE client_secrets (
    client_id TEXT NOT NULL REFERENCES clients (id),
    id TEXT NOT NULL,
    name TEXT NOT NULL,
    salt BYTEA NOT NULL,
    hash BYTEA NOT NULL,
    created_at BIGINT NOT NULL,
    not_before BIGINT,
    expires_at BIGINT,
    revoked_at BIGINT,
    last_used_at BIGINT,
    last_used_address TEXT,
    last_used_grant TEXT,
    PRIMARY KEY (client_id, id)
);

CREATE TABLE service_accounts (
    id TEXT PRIMARY KEY,
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
    created_at BIGINT NOT NULL,
    disabled_at BIGINT,
    last_activity_at BIGINT,
    UNIQUE (account_id, name_skeleton)
);
CREATE INDEX service_accounts_organization ON service_accounts (organization_id, id);

CREATE TABLE sessions (
    sid TEXT PRIMARY KEY,
    browser_hash TEXT NOT NULL,
    person_id TEXT NOT NULL,
    authenticated_at BIGINT NOT NULL,
    expires_at BIGINT NOT NULL,
    acr TEXT NOT NULL,
    amr TEXT NOT NULL,
    person_epoch BIGINT NOT NULL,
    address TEXT,
    user_agent TEXT,
    ended_at BIGINT
);
CREATE INDEX sessions_browser ON sessions (browser_hash);
CREATE INDEX sessions_person ON sessions (person_id);
CREATE INDEX sessions_expiry ON sessions (expires_at);

CREATE TABLE consents (
    person_id TEXT NOT NULL,
    client_id TEXT NOT NULL,
    scope TEXT NOT NULL,
    granted_at BIGINT NOT NULL,
    last_used_at BIGINT,
    PRIMARY KEY (person_id, client_id)
);
CREATE INDEX consents_client ON consents (client_id, person_id);

CREATE TABLE journeys (
    hash TEXT PRIMARY KEY,
    request TEXT NOT NULL,
    created_at BIGINT NOT NULL,
    expires_at BIGINT NOT NULL,
    signed_in_sid TEXT,
    chosen_sid TEXT,
    consented_sid TEXT,
    completed_at BIGINT
);
CREATE INDEX journeys_expiry ON journeys (expires_at);

CREATE TABLE pushed_requests (
    hash TEXT PRIMARY KEY,
    client_id TEXT NOT NULL,
    request TEXT NOT NULL,
    expires_at BIGINT NOT NULL,
    spent_at BIGINT
);
CREATE INDEX pushed_requests_expiry ON pushed_requests (expires_at);

CREATE TABLE codes (
    hash TEXT PRIMARY KEY,
    family_id TEXT NOT NULL,
    client_id TEXT NOT NULL,
    request TEXT NOT NULL,
    person_id TEXT NOT NULL,
    sid TEXT NOT NULL,
    authenticated_at BIGINT NOT NULL,
    acr TEXT NOT NULL,
    amr TEXT NOT NULL,
    created_at BIGINT NOT NULL,
    expires_at BIGINT NOT NULL,
    redeemed_at BIGINT
);
CREATE INDEX codes_grant ON codes (person_id, client_id);
CREATE INDEX codes_expiry ON codes (expires_at);

-- decision: 0 none, 1 allowed, 2 denied.
CREATE TABLE device_authorizations (
    device_code_hash TEXT PRIMARY KEY,
    user_code_hash TEXT NOT NULL UNIQUE,
    family_id TEXT NOT NULL,
    client_id TEXT NOT NULL,
    dialect BIGINT NOT NULL,
    scope TEXT NOT NULL,
    created_at BIGINT NOT NULL,
    expires_at BIGINT NOT NULL,
    address TEXT,
    person_id TEXT,
    sid TEXT,
    authenticated_at BIGINT,
    acr TEXT,
    amr TEXT,
    decision BIGINT NOT NULL,
    spent_at BIGINT,
    polled_at BIGINT,
    poll_interval BIGINT NOT NULL,
    polled_early BIGINT NOT NULL
);
CREATE INDEX device_authorizations_grant ON device_authorizations (person_id, client_id);
CREATE INDEX device_authorizations_expiry ON device_authorizations (expires_at);

-- A refresh token and all its successors: one row. No index on what a rotation changes.
CREATE TABLE families (
    family_id TEXT PRIMARY KEY,
    client_id TEXT NOT NULL,
    person_id TEXT NOT NULL,
    sid TEXT NOT NULL,
    scope TEXT NOT NULL,
    resources TEXT NOT NULL,
    userinfo_claims TEXT NOT NULL,
    authenticated_at BIGINT NOT NULL,
    acr TEXT NOT NULL,
    amr TEXT NOT NULL,
    nonce TEXT,
    current_hash TEXT NOT NULL,
    previous_hash TEXT,
    rotated_at BIGINT,
    sealed_answer BYTEA,
    created_at BIGINT NOT NULL,
    expires_at BIGINT NOT NULL,
    absolute_expires_at BIGINT NOT NULL,
    revoked_at BIGINT,
    person_epoch BIGINT NOT NULL,
    client_epoch BIGINT NOT NULL
) WITH (fillfactor = 60);
ALTER TABLE families ALTER COLUMN sealed_answer SET STORAGE MAIN;
CREATE INDEX families_grant ON families (person_id, client_id);
CREATE INDEX families_session ON families (sid);
CREATE INDEX families_expiry ON families (absolute_expires_at);

-- Numbers the revocations, under its row lock: who reads in order misses none.
CREATE TABLE revocation_clock (
    id BIGINT PRIMARY KEY CHECK (id = 1),
    value BIGINT NOT NULL
);
INSERT INTO revocation_clock (id, value) VALUES (1, 0);

CREATE TABLE revocations (
    kind BIGINT NOT NULL,
    key TEXT NOT NULL,
    epoch BIGINT NOT NULL,
    sequence BIGINT NOT NULL UNIQUE,
    at BIGINT NOT NULL,
    PRIMARY KEY (kind, key)
);
CREATE INDEX revocations_age ON revocations (at);

CREATE TABLE attempts (
    key TEXT PRIMARY KEY,
    failures BIGINT NOT NULL,
    blocked_until BIGINT NOT NULL,
    forget_at BIGINT NOT NULL
);
CREATE INDEX attempts_forget ON attempts (forget_at);

CREATE TABLE signing_keys (
    kid TEXT PRIMARY KEY,
    algorithm TEXT NOT NULL,
    sealed_private_key BYTEA NOT NULL,
    created_at BIGINT NOT NULL,
    signs_from BIGINT NOT NULL,
    signs_until BIGINT,
    published_until BIGINT,
    withdrawn_at BIGINT
);

-- Held while a key is added: of two nodes that rotate at once, one waits.
CREATE TABLE signing_key_lock (
    id BIGINT PRIMARY KEY CHECK (id = 1),
    turns BIGINT NOT NULL
);
INSERT INTO signing_key_lock (id, turns) VALUES (1, 0);

CREATE TABLE kept_values (
    name TEXT PRIMARY KEY,
    sealed_value BYTEA NOT NULL
);

CREATE TABLE data_protection_keys (
    name TEXT PRIMARY KEY,
    xml TEXT NOT NULL
);

CREATE TABLE seed_ledger (
    key TEXT PRIMARY KEY,
    content TEXT
);

-- One chain per node. Append-only.
CREATE TABLE audit (
    node TEXT NOT NULL,
    sequence BIGINT NOT NULL,
    at BIGINT NOT NULL,
    body TEXT NOT NULL,
    mac BYTEA NOT NULL,
    PRIMARY KEY (node, sequence)
);

CREATE TABLE audit_checkpoints (
    node TEXT NOT NULL,
    sequence BIGINT NOT NULL,
    mac BYTEA NOT NULL,
    at BIGINT NOT NULL,
    signature BYTEA NOT NULL,
    PRIMARY KEY (node, sequence)
);

-- What names a person, erasable without breaking the chain.
CREATE TABLE audit_personal (
    reference TEXT PRIMARY KEY,
    salt BYTEA NOT NULL,
    json TEXT NOT NULL,
    node TEXT NOT NULL,
    at BIGINT NOT NULL
);
CREATE INDEX audit_personal_age ON audit_personal (node, at);

-- One-time links of first administrators, as hashes.
CREATE TABLE administrator_links (
    hash TEXT PRIMARY KEY,
    person_id TEXT NOT NULL REFERENCES persons (id),
    expires_at BIGINT NOT NULL,
    spent_at BIGINT
);
CREATE INDEX administrator_links_expiry ON administrator_links (expires_at);
