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
