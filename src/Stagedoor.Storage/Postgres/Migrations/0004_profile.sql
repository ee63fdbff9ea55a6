ALTER TABLE persons ADD COLUMN updated_at BIGINT;
-- Who erased the account: the row stays for its ids alone.
ALTER TABLE persons ADD COLUMN deleted_at BIGINT;

-- Pictures of people and of service account users, re-encoded by us. The name stands in the picture's address and is new with every picture.
CREATE TABLE avatars (
    subject_id TEXT PRIMARY KEY,
    name TEXT NOT NULL UNIQUE,
    media_type TEXT NOT NULL,
    image BYTEA NOT NULL,
    set_at BIGINT NOT NULL
);

-- Sign-ins of a person, refused ones too: written with their audit entry, whose node and number name them. Erasable, as the audit is not.
CREATE TABLE sign_ins (
    person_id TEXT NOT NULL,
    at BIGINT NOT NULL,
    node TEXT NOT NULL,
    sequence BIGINT NOT NULL,
    act TEXT NOT NULL,
    result TEXT NOT NULL,
    detail TEXT,
    client_id TEXT,
    sid TEXT,
    address TEXT,
    user_agent TEXT,
    PRIMARY KEY (person_id, at, node, sequence)
);
CREATE INDEX sign_ins_age ON sign_ins (at);

-- Whom the row tells of, so that it is found when the person erases it; NULL in rows that several people shared before this column came.
ALTER TABLE audit_personal ADD COLUMN subject TEXT;
CREATE INDEX audit_personal_subject ON audit_personal (subject);
UPDATE audit_personal SET subject = told.actor
FROM (
    SELECT body::jsonb ->> 'personal' AS reference, MIN(COALESCE(body::jsonb ->> 'actor', '')) AS actor FROM audit
    WHERE body::jsonb ->> 'personal' IS NOT NULL GROUP BY 1 HAVING COUNT(DISTINCT COALESCE(body::jsonb ->> 'actor', '')) = 1
) AS told
WHERE told.reference = audit_personal.reference;

-- Whom a mail is about: what still waits goes with the person.
ALTER TABLE mails ADD COLUMN person_id TEXT;
CREATE INDEX mails_person ON mails (person_id) WHERE person_id IS NOT NULL;
