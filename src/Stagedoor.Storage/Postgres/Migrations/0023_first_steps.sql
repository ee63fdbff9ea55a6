-- When a credential did something for the first time: what the checklist to its first call shows.
CREATE TABLE first_steps (
    client_id TEXT NOT NULL,
    step BIGINT NOT NULL,
    at BIGINT NOT NULL,
    PRIMARY KEY (client_id, step)
);
