-- What flows from the content: webhooks and their deliveries, custom actions, groups, metadata, shares and collections. Subjects, actors, name keys and deleted rows as in 0005.

-- For the log's filters and for the cleaner.
CREATE INDEX activities_subject ON activities (account_id, subject_id, at, id);
CREATE INDEX activities_resource ON activities (resource_id, at, id);
CREATE INDEX activities_age ON activities (at);

-- events: names joined by spaces. secret: sealed with the master key. failures: how often the receiver failed in a row; it rests until rests_until. served_at: its last turn.
CREATE TABLE webhooks (
    id TEXT PRIMARY KEY,
    account_id TEXT NOT NULL,
    workspace_id TEXT NOT NULL REFERENCES workspaces (id) ON DELETE CASCADE,
    name TEXT NOT NULL,
    url TEXT NOT NULL,
    events TEXT NOT NULL,
    secret BYTEA NOT NULL,
    active BIGINT NOT NULL,
    failures BIGINT NOT NULL DEFAULT 0,
    rests_until BIGINT NOT NULL DEFAULT 0,
    served_at BIGINT NOT NULL DEFAULT 0,
    creator_id TEXT NOT NULL,
    creator_actor_id TEXT,
    created_at BIGINT NOT NULL,
    updated_at BIGINT NOT NULL,
    deleted_at BIGINT
);
CREATE INDEX webhooks_workspace ON webhooks (workspace_id, created_at, id);
CREATE INDEX webhooks_account ON webhooks (account_id, created_at, id) WHERE deleted_at IS NULL;
CREATE INDEX webhooks_deleted ON webhooks (deleted_at) WHERE deleted_at IS NOT NULL;

-- One event for one webhook. state: 0 waiting, 1 delivered, 2 given up, 3 dropped, 4 expired. A claim moves next_at to its own end.
CREATE TABLE webhook_deliveries (
    id TEXT PRIMARY KEY,
    webhook_id TEXT NOT NULL,
    account_id TEXT NOT NULL,
    event TEXT NOT NULL,
    project_id TEXT,
    resource_id TEXT NOT NULL,
    resource_name TEXT,
    subject_id TEXT NOT NULL,
    actor_id TEXT,
    created_at BIGINT NOT NULL,
    state BIGINT NOT NULL DEFAULT 0,
    attempts BIGINT NOT NULL DEFAULT 0,
    next_at BIGINT NOT NULL,
    finished_at BIGINT
);
CREATE INDEX webhook_deliveries_waiting ON webhook_deliveries (webhook_id, next_at, id) WHERE state = 0;
CREATE INDEX webhook_deliveries_due ON webhook_deliveries (next_at) WHERE state = 0;
CREATE INDEX webhook_deliveries_oldest ON webhook_deliveries (created_at) WHERE state = 0;
CREATE INDEX webhook_deliveries_webhook ON webhook_deliveries (webhook_id, created_at, id);
CREATE INDEX webhook_deliveries_account ON webhook_deliveries (account_id, created_at, id);
CREATE INDEX webhook_deliveries_finished ON webhook_deliveries (finished_at) WHERE state <> 0;

-- Written down before the attempt is made; took, status and problem come after it.
CREATE TABLE webhook_attempts (
    delivery_id TEXT NOT NULL REFERENCES webhook_deliveries (id) ON DELETE CASCADE,
    attempt BIGINT NOT NULL,
    at BIGINT NOT NULL,
    took BIGINT,
    status BIGINT,
    problem TEXT,
    PRIMARY KEY (delivery_id, attempt)
);

CREATE TABLE custom_actions (
    id TEXT PRIMARY KEY,
    account_id TEXT NOT NULL,
    workspace_id TEXT NOT NULL REFERENCES workspaces (id) ON DELETE CASCADE,
    name TEXT NOT NULL,
    description TEXT NOT NULL,
    event TEXT NOT NULL,
    url TEXT NOT NULL,
    secret BYTEA NOT NULL,
    multi_asset BIGINT NOT NULL,
    timeout BIGINT NOT NULL,
    active BIGINT NOT NULL,
    creator_id TEXT NOT NULL,
    creator_actor_id TEXT,
    created_at BIGINT NOT NULL,
    updated_at BIGINT NOT NULL,
    deleted_at BIGINT
);
CREATE INDEX custom_actions_workspace ON custom_actions (workspace_id, created_at, id);
CREATE INDEX custom_actions_deleted ON custom_actions (deleted_at) WHERE deleted_at IS NOT NULL;

CREATE TABLE account_groups (
    id TEXT PRIMARY KEY,
    account_id TEXT NOT NULL,
    name TEXT NOT NULL,
    name_key TEXT COLLATE "C" NOT NULL,
    emoji TEXT NOT NULL,
    creator_id TEXT NOT NULL,
    creator_actor_id TEXT,
    created_at BIGINT NOT NULL,
    updated_at BIGINT NOT NULL
);
CREATE INDEX account_groups_name ON account_groups (account_id, name_key, id);
CREATE INDEX account_groups_age ON account_groups (account_id, created_at, id);

-- configuration: JSON, as the field's type has it.
CREATE TABLE field_definitions (
    id TEXT PRIMARY KEY,
    account_id TEXT NOT NULL,
    name TEXT NOT NULL,
    name_key TEXT COLLATE "C" NOT NULL,
    field_type TEXT NOT NULL,
    configuration TEXT NOT NULL,
    creator_id TEXT NOT NULL,
    creator_actor_id TEXT,
    created_at BIGINT NOT NULL,
    updated_at BIGINT NOT NULL,
    deleted_at BIGINT
);
CREATE INDEX field_definitions_name ON field_definitions (account_id, name_key, id) WHERE deleted_at IS NULL;
CREATE INDEX field_definitions_age ON field_definitions (account_id, created_at, id) WHERE deleted_at IS NULL;
CREATE INDEX field_definitions_deleted ON field_definitions (deleted_at) WHERE deleted_at IS NOT NULL;

-- value: JSON.
CREATE TABLE field_values (
    file_id TEXT NOT NULL REFERENCES assets (id) ON DELETE CASCADE,
    definition_id TEXT NOT NULL REFERENCES field_definitions (id) ON DELETE CASCADE,
    value TEXT NOT NULL,
    updated_at BIGINT NOT NULL,
    PRIMARY KEY (file_id, definition_id)
);
CREATE INDEX field_values_definition ON field_values (definition_id);

CREATE TABLE collections (
    id TEXT PRIMARY KEY,
    account_id TEXT NOT NULL,
    project_id TEXT NOT NULL REFERENCES api_projects (id) ON DELETE CASCADE,
    name TEXT,
    description TEXT,
    creator_id TEXT NOT NULL,
    creator_actor_id TEXT,
    created_at BIGINT NOT NULL,
    updated_at BIGINT NOT NULL,
    deleted_at BIGINT
);
CREATE INDEX collections_project ON collections (project_id, created_at, id);
CREATE INDEX collections_deleted ON collections (deleted_at) WHERE deleted_at IS NOT NULL;

-- passphrase: sealed with the master key. A share makes its collection, and its assets are the collection's.
CREATE TABLE shares (
    id TEXT PRIMARY KEY,
    account_id TEXT NOT NULL,
    project_id TEXT NOT NULL REFERENCES api_projects (id) ON DELETE CASCADE,
    collection_id TEXT NOT NULL REFERENCES collections (id) ON DELETE CASCADE,
    name TEXT,
    name_key TEXT COLLATE "C" NOT NULL,
    description TEXT,
    access TEXT NOT NULL,
    downloading BIGINT NOT NULL,
    expires_at BIGINT,
    passphrase BYTEA,
    last_viewed_at BIGINT,
    creator_id TEXT NOT NULL,
    creator_actor_id TEXT,
    created_at BIGINT NOT NULL,
    updated_at BIGINT NOT NULL,
    deleted_at BIGINT
);
CREATE INDEX shares_name ON shares (project_id, name_key, id) WHERE deleted_at IS NULL;
CREATE INDEX shares_age ON shares (project_id, created_at, id);
CREATE INDEX shares_collection ON shares (collection_id);
CREATE INDEX shares_deleted ON shares (deleted_at) WHERE deleted_at IS NOT NULL;

CREATE TABLE share_assets (
    share_id TEXT NOT NULL REFERENCES shares (id) ON DELETE CASCADE,
    asset_id TEXT NOT NULL REFERENCES assets (id) ON DELETE CASCADE,
    added_at BIGINT NOT NULL,
    PRIMARY KEY (share_id, asset_id)
);
CREATE INDEX share_assets_asset ON share_assets (asset_id);

-- reviewer: a subject, or an address of somebody who is not known here.
CREATE TABLE share_reviewers (
    share_id TEXT NOT NULL REFERENCES shares (id) ON DELETE CASCADE,
    reviewer TEXT NOT NULL,
    subject_id TEXT,
    email TEXT,
    added_at BIGINT NOT NULL,
    PRIMARY KEY (share_id, reviewer)
);
CREATE INDEX share_reviewers_subject ON share_reviewers (subject_id) WHERE subject_id IS NOT NULL;

-- What is searched: the names of assets (root folders aside) and projects, and comments, kept by triggers. Punctuation parts words here as it does in FTS5: a file's name is no host.
CREATE TABLE search_rows (
    number BIGINT GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    kind TEXT NOT NULL,
    id TEXT NOT NULL,
    account_id TEXT NOT NULL,
    text TEXT NOT NULL,
    words TSVECTOR GENERATED ALWAYS AS (to_tsvector('simple', translate(left(text, 20000), '!"#$%&''()*+,-./:;<=>?[\]^_`{|}~@', '                                '))) STORED
);
CREATE UNIQUE INDEX search_rows_id ON search_rows (id, kind);
CREATE INDEX search_rows_words ON search_rows USING gin (words);

CREATE FUNCTION search_assets() RETURNS trigger LANGUAGE plpgsql AS $search$
BEGIN
    IF TG_OP = 'INSERT' THEN
        INSERT INTO search_rows (kind, id, account_id, text) VALUES ('asset', NEW.id, NEW.account_id, NEW.name);
    ELSIF TG_OP = 'DELETE' THEN
        DELETE FROM search_rows WHERE id = OLD.id AND kind = 'asset';
    ELSIF NEW.deleted_at IS NOT NULL THEN
        DELETE FROM search_rows WHERE id = NEW.id AND kind = 'asset';
    ELSE
        UPDATE search_rows SET text = NEW.name WHERE id = NEW.id AND kind = 'asset';
    END IF;
    RETURN NULL;
END
$search$;
CREATE TRIGGER search_assets_added AFTER INSERT ON assets FOR EACH ROW WHEN (NEW.deleted_at IS NULL AND NEW.parent_id IS NOT NULL) EXECUTE FUNCTION search_assets();
CREATE TRIGGER search_assets_renamed AFTER UPDATE OF name ON assets FOR EACH ROW WHEN (NEW.name <> OLD.name AND NEW.deleted_at IS NULL) EXECUTE FUNCTION search_assets();
CREATE TRIGGER search_assets_deleted AFTER UPDATE OF deleted_at ON assets FOR EACH ROW WHEN (OLD.deleted_at IS NULL AND NEW.deleted_at IS NOT NULL) EXECUTE FUNCTION search_assets();
CREATE TRIGGER search_assets_removed AFTER DELETE ON assets FOR EACH ROW WHEN (OLD.deleted_at IS NULL) EXECUTE FUNCTION search_assets();

CREATE FUNCTION search_api_projects() RETURNS trigger LANGUAGE plpgsql AS $search$
BEGIN
    IF TG_OP = 'INSERT' THEN
        INSERT INTO search_rows (kind, id, account_id, text) VALUES ('project', NEW.id, NEW.account_id, NEW.name);
    ELSIF TG_OP = 'DELETE' THEN
        DELETE FROM search_rows WHERE id = OLD.id AND kind = 'project';
    ELSIF NEW.deleted_at IS NOT NULL THEN
        DELETE FROM search_rows WHERE id = NEW.id AND kind = 'project';
    ELSE
        UPDATE search_rows SET text = NEW.name WHERE id = NEW.id AND kind = 'project';
    END IF;
    RETURN NULL;
END
$search$;
CREATE TRIGGER search_api_projects_added AFTER INSERT ON api_projects FOR EACH ROW WHEN (NEW.deleted_at IS NULL) EXECUTE FUNCTION search_api_projects();
CREATE TRIGGER search_api_projects_renamed AFTER UPDATE OF name ON api_projects FOR EACH ROW WHEN (NEW.name <> OLD.name AND NEW.deleted_at IS NULL) EXECUTE FUNCTION search_api_projects();
CREATE TRIGGER search_api_projects_deleted AFTER UPDATE OF deleted_at ON api_projects FOR EACH ROW WHEN (OLD.deleted_at IS NULL AND NEW.deleted_at IS NOT NULL) EXECUTE FUNCTION search_api_projects();
CREATE TRIGGER search_api_projects_removed AFTER DELETE ON api_projects FOR EACH ROW WHEN (OLD.deleted_at IS NULL) EXECUTE FUNCTION search_api_projects();

CREATE FUNCTION search_comments() RETURNS trigger LANGUAGE plpgsql AS $search$
BEGIN
    IF TG_OP = 'INSERT' THEN
        INSERT INTO search_rows (kind, id, account_id, text) VALUES ('comment', NEW.id, NEW.account_id, NEW.text);
    ELSIF TG_OP = 'DELETE' THEN
        DELETE FROM search_rows WHERE id = OLD.id AND kind = 'comment';
    ELSIF NEW.deleted_at IS NOT NULL THEN
        DELETE FROM search_rows WHERE id = NEW.id AND kind = 'comment';
    ELSE
        UPDATE search_rows SET text = NEW.text WHERE id = NEW.id AND kind = 'comment';
    END IF;
    RETURN NULL;
END
$search$;
CREATE TRIGGER search_comments_added AFTER INSERT ON comments FOR EACH ROW WHEN (NEW.deleted_at IS NULL) EXECUTE FUNCTION search_comments();
CREATE TRIGGER search_comments_renamed AFTER UPDATE OF text ON comments FOR EACH ROW WHEN (NEW.text <> OLD.text AND NEW.deleted_at IS NULL) EXECUTE FUNCTION search_comments();
CREATE TRIGGER search_comments_deleted AFTER UPDATE OF deleted_at ON comments FOR EACH ROW WHEN (OLD.deleted_at IS NULL AND NEW.deleted_at IS NOT NULL) EXECUTE FUNCTION search_comments();
CREATE TRIGGER search_comments_removed AFTER DELETE ON comments FOR EACH ROW WHEN (OLD.deleted_at IS NULL) EXECUTE FUNCTION search_comments();
