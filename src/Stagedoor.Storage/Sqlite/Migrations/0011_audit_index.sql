-- The audit made searchable, by a projector behind the hot path. Ids and codes only; the rest of an entry is read from the chain. number: the entry's time, then its turn; it only rises.
CREATE TABLE audit_index (
    number INTEGER NOT NULL PRIMARY KEY,
    organization_id TEXT NOT NULL,
    at INTEGER NOT NULL,
    act TEXT NOT NULL,
    result TEXT NOT NULL,
    actor_id TEXT,
    on_behalf_of_id TEXT,
    client_id TEXT,
    target_id TEXT,
    node TEXT NOT NULL,
    sequence INTEGER NOT NULL
) STRICT;
CREATE INDEX audit_index_organization ON audit_index (organization_id, number);
CREATE INDEX audit_index_actor ON audit_index (actor_id, organization_id, number) WHERE actor_id IS NOT NULL;
CREATE INDEX audit_index_on_behalf_of ON audit_index (on_behalf_of_id, organization_id, number) WHERE on_behalf_of_id IS NOT NULL;
CREATE INDEX audit_index_client ON audit_index (client_id, organization_id, number) WHERE client_id IS NOT NULL;
CREATE INDEX audit_index_target ON audit_index (target_id, organization_id, number) WHERE target_id IS NOT NULL;
-- Issued tokens are most of what there is, and are found by their credential.
CREATE INDEX audit_index_act ON audit_index (organization_id, act, number) WHERE act <> 'token.issued';
CREATE INDEX audit_index_refused ON audit_index (organization_id, number) WHERE result <> 'allowed';

-- How often what happened in an hour (grain 0) or a day (grain 1) of UTC; client_id is empty without a client.
CREATE TABLE audit_counts (
    organization_id TEXT NOT NULL,
    grain INTEGER NOT NULL,
    starts_at INTEGER NOT NULL,
    act TEXT NOT NULL,
    result TEXT NOT NULL,
    client_id TEXT NOT NULL,
    entries INTEGER NOT NULL,
    PRIMARY KEY (organization_id, grain, starts_at, act, result, client_id)
) STRICT, WITHOUT ROWID;
CREATE INDEX audit_counts_age ON audit_counts (grain, starts_at);

-- One row: the number given last, and which node has the turn until when.
CREATE TABLE audit_projection (
    id INTEGER PRIMARY KEY CHECK (id = 1),
    number INTEGER NOT NULL,
    holder TEXT NOT NULL,
    held_until INTEGER NOT NULL
) STRICT;
INSERT INTO audit_projection (id, number, holder, held_until) VALUES (1, 0, '', 0);

-- How far each node's chain is in the index.
CREATE TABLE audit_projected (
    node TEXT NOT NULL PRIMARY KEY,
    sequence INTEGER NOT NULL
) STRICT;

-- The last check of all chains, one at a time: begun, told of, ended. broken: the sentence that names the first broken entry.
CREATE TABLE audit_checks (
    id INTEGER PRIMARY KEY CHECK (id = 1),
    started_at INTEGER NOT NULL,
    told_at INTEGER NOT NULL,
    ended_at INTEGER,
    checked INTEGER NOT NULL,
    total INTEGER NOT NULL,
    broken TEXT
) STRICT;
INSERT INTO audit_checks (id, started_at, told_at, ended_at, checked, total) VALUES (1, 0, 0, 0, 0, 0);
