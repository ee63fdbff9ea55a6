-- A grant has an id, by which all that a service account got through it dies with its withdrawal. Those from before are of applications, and nothing carries theirs.
ALTER TABLE consents ADD COLUMN grant_id TEXT NOT NULL DEFAULT '';

-- The server-to-server credential that a family's tokens are made for.
ALTER TABLE families ADD COLUMN passed_on_to TEXT;
