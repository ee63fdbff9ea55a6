-- Accounts whose address nobody proved are removed after a while.
CREATE INDEX persons_unproven ON persons (created_at) WHERE email_verified = 0 AND deleted_at IS NULL;

-- A person who goes takes the links along.
CREATE INDEX administrator_links_person ON administrator_links (person_id);
