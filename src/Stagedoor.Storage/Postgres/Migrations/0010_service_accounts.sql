-- Service account users have a life of their own beside their credential's. switched_off_at: disabled itself; disabled_at is since when it cannot act, whatever the reason.
-- deleted_at: the row stays for the name of what it made.
ALTER TABLE service_accounts ADD COLUMN switched_off_at BIGINT;
ALTER TABLE service_accounts ADD COLUMN deleted_at BIGINT;
CREATE INDEX service_accounts_named ON service_accounts (organization_id, LOWER(name), id);
CREATE INDEX service_accounts_owned ON service_accounts (owner_id, organization_id) WHERE owner_id IS NOT NULL;

-- What they made is counted before one goes. People's rows do not pay for it.
CREATE INDEX assets_of_service_accounts ON assets (creator_id) WHERE deleted_at IS NULL AND creator_id LIKE '%@techacct.adobe.com';
CREATE INDEX comments_of_service_accounts ON comments (owner_id) WHERE deleted_at IS NULL AND owner_id LIKE '%@techacct.adobe.com';
CREATE INDEX shares_of_service_accounts ON shares (creator_id) WHERE deleted_at IS NULL AND creator_id LIKE '%@techacct.adobe.com';
CREATE INDEX webhooks_of_service_accounts ON webhooks (creator_id) WHERE deleted_at IS NULL AND creator_id LIKE '%@techacct.adobe.com';
CREATE INDEX custom_actions_of_service_accounts ON custom_actions (creator_id) WHERE deleted_at IS NULL AND creator_id LIKE '%@techacct.adobe.com';
