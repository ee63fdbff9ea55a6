-- Which credentials got an ID token in a session: those hear of its end.
CREATE TABLE session_clients (
    sid TEXT NOT NULL REFERENCES sessions (sid) ON DELETE CASCADE,
    client_id TEXT NOT NULL,
    PRIMARY KEY (sid, client_id)
) STRICT;

-- Notices of sessions that ended, one a credential: OpenID Connect Back-Channel Logout. They outlive the session and its person, by their ids.
CREATE TABLE logout_notices (
    sid TEXT NOT NULL,
    client_id TEXT NOT NULL,
    person_id TEXT NOT NULL,
    created_at INTEGER NOT NULL,
    state INTEGER NOT NULL DEFAULT 0,
    attempts INTEGER NOT NULL DEFAULT 0,
    due_at INTEGER NOT NULL,
    attempted_at INTEGER,
    status INTEGER,
    problem TEXT,
    finished_at INTEGER,
    PRIMARY KEY (sid, client_id)
) STRICT;
CREATE INDEX logout_notices_due ON logout_notices (due_at) WHERE state = 0;
CREATE INDEX logout_notices_client ON logout_notices (client_id, created_at);
CREATE INDEX logout_notices_person ON logout_notices (person_id);
CREATE INDEX logout_notices_finished ON logout_notices (finished_at) WHERE finished_at IS NOT NULL;
