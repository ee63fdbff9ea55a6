-- The consoles: rises with every change, so that two administrators at once do not undo each other.
ALTER TABLE projects ADD COLUMN version INTEGER NOT NULL DEFAULT 1;
ALTER TABLE clients ADD COLUMN version INTEGER NOT NULL DEFAULT 1;
ALTER TABLE service_accounts ADD COLUMN version INTEGER NOT NULL DEFAULT 1;
ALTER TABLE product_profiles ADD COLUMN version INTEGER NOT NULL DEFAULT 1;
ALTER TABLE memberships ADD COLUMN version INTEGER NOT NULL DEFAULT 1;

-- What is deleted stays as a row without content for as long as others name its id.
ALTER TABLE projects ADD COLUMN created_by TEXT;
ALTER TABLE projects ADD COLUMN deleted_at INTEGER;
CREATE INDEX projects_name ON projects (organization_id, name, id);
CREATE INDEX projects_newest ON projects (organization_id, created_at, id);
ALTER TABLE clients ADD COLUMN created_by TEXT;
ALTER TABLE clients ADD COLUMN deleted_at INTEGER;
ALTER TABLE clients ADD COLUMN management_allowed_at INTEGER;
ALTER TABLE clients ADD COLUMN management_allowed_by TEXT;

-- Whose a project is: who made it, and who owns a credential of it.
CREATE TABLE project_developers (
    project_id TEXT NOT NULL REFERENCES projects (id),
    person_id TEXT NOT NULL,
    PRIMARY KEY (project_id, person_id)
) STRICT, WITHOUT ROWID;
CREATE INDEX project_developers_person ON project_developers (person_id, project_id);
INSERT INTO project_developers (project_id, person_id)
SELECT DISTINCT project_id, json_extract(settings, '$.OwnerId') FROM clients WHERE json_extract(settings, '$.OwnerId') IS NOT NULL;

-- What a creation was answered with, for whoever repeats it. Hashes; the answer is sealed by the key that was presented.
CREATE TABLE idempotency_keys (
    hash TEXT NOT NULL PRIMARY KEY,
    request TEXT NOT NULL,
    status INTEGER,
    answer BLOB,
    expires_at INTEGER NOT NULL
) STRICT, WITHOUT ROWID;
CREATE INDEX idempotency_keys_expiry ON idempotency_keys (expires_at);

-- How often a secret was used on a day of UTC: what tells that it may be retired.
CREATE TABLE secret_use_days (
    client_id TEXT NOT NULL,
    secret_id TEXT NOT NULL,
    day INTEGER NOT NULL,
    requests INTEGER NOT NULL,
    PRIMARY KEY (client_id, day, secret_id)
) STRICT, WITHOUT ROWID;
CREATE INDEX secret_use_days_age ON secret_use_days (day);
