-- Receivers of notices take turns: from one that waits to the next, and its oldest first.
CREATE INDEX logout_notices_turns ON logout_notices (client_id, due_at) WHERE state = 0;
