-- The V4 API: accounts, workspaces, projects, the tree of assets, roles on them, and what was done. Subjects are ids of people or service accounts; an
-- actor beside one is the service account that acted for it. Names are sorted by their upper-case key. Deleted rows stay until the cleaner takes them.

ALTER TABLE organizations ADD COLUMN account_updated_at INTEGER;
ALTER TABLE organizations ADD COLUMN account_image TEXT;
ALTER TABLE organizations ADD COLUMN account_storage_limit INTEGER;

CREATE TABLE workspaces (
    id TEXT NOT NULL PRIMARY KEY,
    account_id TEXT NOT NULL REFERENCES organizations (account_id),
    name TEXT NOT NULL,
    name_key TEXT NOT NULL,
    creator_id TEXT NOT NULL,
    creator_actor_id TEXT,
    created_at INTEGER NOT NULL,
    updated_at INTEGER NOT NULL,
    deleted_at INTEGER
) STRICT;
CREATE INDEX workspaces_by_name ON workspaces (account_id, name_key, id) WHERE deleted_at IS NULL;
CREATE INDEX workspaces_by_age ON workspaces (account_id, created_at, id) WHERE deleted_at IS NULL;
CREATE INDEX workspaces_deleted ON workspaces (deleted_at) WHERE deleted_at IS NOT NULL;

-- Projects of the V4 API; projects are the Developer Console's. storage: the bytes of its files.
CREATE TABLE api_projects (
    id TEXT NOT NULL PRIMARY KEY,
    account_id TEXT NOT NULL REFERENCES organizations (account_id),
    workspace_id TEXT NOT NULL REFERENCES workspaces (id),
    root_folder_id TEXT NOT NULL,
    name TEXT NOT NULL,
    name_key TEXT NOT NULL,
    description TEXT,
    restricted INTEGER NOT NULL,
    status TEXT NOT NULL,
    storage INTEGER NOT NULL DEFAULT 0,
    owner_id TEXT NOT NULL,
    owner_actor_id TEXT,
    created_at INTEGER NOT NULL,
    updated_at INTEGER NOT NULL,
    deleted_at INTEGER
) STRICT;
CREATE INDEX api_projects_account_name ON api_projects (account_id, name_key, id) WHERE deleted_at IS NULL;
CREATE INDEX api_projects_account_age ON api_projects (account_id, created_at, id) WHERE deleted_at IS NULL;
CREATE INDEX api_projects_workspace_name ON api_projects (workspace_id, name_key, id) WHERE deleted_at IS NULL;
CREATE INDEX api_projects_workspace_age ON api_projects (workspace_id, created_at, id) WHERE deleted_at IS NULL;
CREATE INDEX api_projects_workspace ON api_projects (workspace_id, id);
CREATE INDEX api_projects_storage ON api_projects (account_id, storage) WHERE deleted_at IS NULL;
CREATE INDEX api_projects_deleted ON api_projects (deleted_at) WHERE deleted_at IS NOT NULL;

-- Folders, files and version stacks: one tree per project, whose root folder has no parent. type: file, folder, version_stack. position: the place in a version stack; size: the bytes of a file.
CREATE TABLE assets (
    id TEXT NOT NULL PRIMARY KEY,
    account_id TEXT NOT NULL,
    project_id TEXT NOT NULL REFERENCES api_projects (id),
    parent_id TEXT,
    type TEXT NOT NULL,
    name TEXT NOT NULL,
    name_key TEXT NOT NULL,
    position INTEGER NOT NULL DEFAULT 0,
    size INTEGER NOT NULL DEFAULT 0,
    creator_id TEXT NOT NULL,
    creator_actor_id TEXT,
    created_at INTEGER NOT NULL,
    updated_at INTEGER NOT NULL,
    deleted_at INTEGER
) STRICT;
CREATE INDEX assets_children_by_name ON assets (parent_id, name_key, id) WHERE deleted_at IS NULL;
CREATE INDEX assets_children_by_age ON assets (parent_id, created_at, id) WHERE deleted_at IS NULL;
CREATE INDEX assets_typed_by_name ON assets (parent_id, type, name_key, id) WHERE deleted_at IS NULL;
CREATE INDEX assets_typed_by_age ON assets (parent_id, type, created_at, id) WHERE deleted_at IS NULL;
CREATE INDEX assets_in_stack ON assets (parent_id, position, id) WHERE deleted_at IS NULL;
CREATE INDEX assets_project ON assets (project_id, id);
CREATE INDEX assets_deleted ON assets (deleted_at) WHERE deleted_at IS NOT NULL;

-- What was given directly to a member on a workspace, project or folder (level). Owners and admins of the account need no row.
CREATE TABLE content_roles (
    resource_id TEXT NOT NULL,
    subject_id TEXT NOT NULL,
    account_id TEXT NOT NULL,
    level TEXT NOT NULL,
    role TEXT NOT NULL,
    granted_by TEXT NOT NULL,
    granted_by_actor TEXT,
    created_at INTEGER NOT NULL,
    updated_at INTEGER NOT NULL,
    PRIMARY KEY (resource_id, subject_id)
) STRICT, WITHOUT ROWID;
CREATE INDEX content_roles_subject ON content_roles (subject_id, account_id, level, resource_id);

-- What was done, in the order in which it was committed. event_type: the contract's name for the audit log; null where it has none.
CREATE TABLE activities (
    id TEXT NOT NULL PRIMARY KEY,
    account_id TEXT NOT NULL,
    at INTEGER NOT NULL,
    event_type TEXT,
    act TEXT NOT NULL,
    resource_type TEXT NOT NULL,
    resource_id TEXT NOT NULL,
    resource_name TEXT,
    workspace_id TEXT,
    project_id TEXT,
    subject_id TEXT NOT NULL,
    actor_id TEXT,
    address TEXT
) STRICT;
CREATE INDEX activities_account ON activities (account_id, at, id);
