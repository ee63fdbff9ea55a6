-- Who was deactivated in an organization: moved here, so that nothing that asks for members can forget to look. disabled_person: the sign-in ended with it, for want of another organization.
CREATE TABLE former_memberships (
    organization_id TEXT NOT NULL REFERENCES organizations (id),
    person_id TEXT NOT NULL,
    admin_roles TEXT NOT NULL,
    account_role TEXT NOT NULL,
    version BIGINT NOT NULL,
    deactivated_at BIGINT NOT NULL,
    deactivated_by TEXT NOT NULL,
    disabled_person BIGINT NOT NULL,
    PRIMARY KEY (organization_id, person_id)
);
CREATE INDEX former_memberships_person ON former_memberships (person_id, organization_id);
