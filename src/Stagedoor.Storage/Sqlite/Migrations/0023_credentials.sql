-- When a credential did something for the first time: what the checklist to its first call shows.
CREATE TABLE first_steps (
    client_id TEXT NOT NULL,
    step INTEGER NOT NULL,
    at INTEGER NOT NULL,
    PRIMARY KEY (client_id, step)
) STRICT, WITHOUT ROWID;

-- What was done to a credential in the consoles, among all that it does itself: the activity of a project.
CREATE INDEX audit_index_console ON audit_index (client_id, organization_id, number)
WHERE act IN ('client.created', 'client.changed', 'client.disabled', 'client.restored', 'client.deleted', 'client.management_allowed', 'client.management_withdrawn', 'secret.added', 'secret.deleted', 'token.generated', 'service_account.created', 'service_account.renamed', 'service_account.changed', 'service_account.disabled', 'service_account.enabled', 'service_account.deleted');
