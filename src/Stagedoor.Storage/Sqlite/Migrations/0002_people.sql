-- Rises with every change of a way to sign in.
ALTER TABLE persons ADD COLUMN credentials INTEGER NOT NULL DEFAULT 0;

-- When the password was last set by a link in a mail.
ALTER TABLE persons ADD COLUMN recovered_at INTEGER;

-- One-time links of persons, as hashes, and what they were made upon.
CREATE TABLE person_links (
    hash TEXT NOT NULL PRIMARY KEY,
    purpose INTEGER NOT NULL,
    person_id TEXT NOT NULL,
    email_key TEXT,
    credentials INTEGER,
    detail TEXT,
    created_at INTEGER NOT NULL,
    expires_at INTEGER NOT NULL,
    spent_at INTEGER
) STRICT;
CREATE INDEX person_links_person ON person_links (person_id);
CREATE INDEX person_links_expiry ON person_links (expires_at);

-- Mails that wait. What they say is sealed.
CREATE TABLE mails (
    id TEXT NOT NULL PRIMARY KEY,
    content BLOB NOT NULL,
    created_at INTEGER NOT NULL,
    due_at INTEGER NOT NULL,
    attempts INTEGER NOT NULL
) STRICT;
CREATE INDEX mails_due ON mails (due_at);

-- Invitations to organizations, as hashes. Ended when accepted or withdrawn.
CREATE TABLE invitations (
    hash TEXT NOT NULL PRIMARY KEY,
    id TEXT NOT NULL,
    organization_id TEXT NOT NULL,
    email TEXT NOT NULL,
    email_key TEXT NOT NULL,
    admin_roles TEXT NOT NULL,
    account_role TEXT NOT NULL,
    invited_by TEXT,
    created_at INTEGER NOT NULL,
    expires_at INTEGER NOT NULL,
    ended_at INTEGER,
    accepted_by TEXT
) STRICT;
CREATE INDEX invitations_organization ON invitations (organization_id, id);
CREATE INDEX invitations_expiry ON invitations (expires_at);
