-- Which credentials a product profile is assigned to, asked from the profile's side; what counts stands in the credential's settings.
CREATE TABLE client_profiles (
    profile_id TEXT NOT NULL,
    client_id TEXT NOT NULL REFERENCES clients (id),
    PRIMARY KEY (profile_id, client_id)
);
CREATE INDEX client_profiles_client ON client_profiles (client_id);
INSERT INTO client_profiles (profile_id, client_id)
SELECT DISTINCT assigned.value, c.id FROM clients c, jsonb_array_elements_text(COALESCE(c.settings::jsonb -> 'ProductProfiles', '[]'::jsonb)) AS assigned (value) WHERE c.deleted_at IS NULL;
CREATE INDEX product_profiles_name ON product_profiles (organization_id, name, id);

-- Which applications the people of an organization may allow: all, those listed, or none.
ALTER TABLE organizations ADD COLUMN integrations TEXT NOT NULL DEFAULT 'all';
ALTER TABLE organizations ADD COLUMN integrations_version BIGINT NOT NULL DEFAULT 1;
CREATE TABLE allowed_integrations (
    organization_id TEXT NOT NULL REFERENCES organizations (id),
    client_id TEXT NOT NULL REFERENCES clients (id),
    allowed_at BIGINT NOT NULL,
    allowed_by TEXT NOT NULL,
    PRIMARY KEY (organization_id, client_id)
);
CREATE INDEX allowed_integrations_client ON allowed_integrations (client_id);

-- Who asked for one that is blocked, until an administrator decides.
CREATE TABLE integration_requests (
    organization_id TEXT NOT NULL REFERENCES organizations (id),
    client_id TEXT NOT NULL REFERENCES clients (id),
    person_id TEXT NOT NULL,
    asked_at BIGINT NOT NULL,
    PRIMARY KEY (organization_id, client_id, person_id)
);
CREATE INDEX integration_requests_client ON integration_requests (client_id);
CREATE INDEX integration_requests_person ON integration_requests (person_id, organization_id);
CREATE INDEX integration_requests_age ON integration_requests (asked_at);
