-- By which yes of the person a service account made a webhook for them, or last said where it sends: another yes, after a withdrawal, is another grant and wakes nothing.
ALTER TABLE webhooks ADD COLUMN creator_grant_id TEXT;
ALTER TABLE webhooks ADD COLUMN changer_grant_id TEXT;
UPDATE webhooks SET creator_grant_id = (SELECT c.grant_id FROM service_accounts a JOIN consents c ON c.client_id = a.client_id WHERE a.id = webhooks.creator_actor_id AND c.person_id = webhooks.creator_id)
WHERE creator_actor_id IS NOT NULL;
UPDATE webhooks SET changer_grant_id = (SELECT c.grant_id FROM service_accounts a JOIN consents c ON c.client_id = a.client_id WHERE a.id = webhooks.changer_actor_id AND c.person_id = webhooks.changer_id)
WHERE changer_actor_id IS NOT NULL;

-- The log is looked at by account, so many rows at once, whatever else is asked for.
DROP INDEX activities_resource;
CREATE INDEX activities_resource ON activities (account_id, resource_id, at, id);

-- From where somebody of another organization came is no business of the application's owner: see docs/decisions/0027.
UPDATE activities SET address = NULL
WHERE address IS NOT NULL AND actor_id IS NULL AND act IN ('consent.allowed', 'consent.refused', 'consent.withdrawn', 'device.allowed', 'device.refused', 'token.issued')
    AND EXISTS (SELECT 1 FROM persons p WHERE p.id = activities.subject_id)
    AND NOT EXISTS (SELECT 1 FROM organizations o JOIN memberships m ON m.organization_id = o.id WHERE o.account_id = activities.account_id AND m.person_id = activities.subject_id);
