-- The cleaner finds secrets that ended long ago.
CREATE INDEX client_secrets_by_revocation ON client_secrets (revoked_at) WHERE revoked_at IS NOT NULL;
CREATE INDEX client_secrets_by_end ON client_secrets (expires_at) WHERE expires_at IS NOT NULL;
