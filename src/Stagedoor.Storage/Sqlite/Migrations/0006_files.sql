-- What is in files, and what is said of them.

ALTER TABLE assets ADD COLUMN content_id TEXT;
ALTER TABLE assets ADD COLUMN media_type TEXT;
-- The newest version of a version stack.
ALTER TABLE assets ADD COLUMN head_id TEXT;
CREATE INDEX assets_content ON assets (content_id) WHERE content_id IS NOT NULL;
CREATE INDEX assets_typed_by_change ON assets (parent_id, type, updated_at, id) WHERE deleted_at IS NULL;
CREATE INDEX assets_typed_by_size ON assets (parent_id, type, size, id) WHERE deleted_at IS NULL;

-- The bytes of files and attachments, whole or awaited; copies of a file share one. asset_id: the file for which they are sent, null for an attachment. received: how many of the parts are
-- here. source_url, fetch_at, fetches: what is fetched from elsewhere, when it is next tried, and how often that was. sweep_at: the bytes have to go.
CREATE TABLE contents (
    id TEXT NOT NULL PRIMARY KEY,
    account_id TEXT NOT NULL,
    asset_id TEXT,
    sender_id TEXT NOT NULL,
    sender_actor_id TEXT,
    media_type TEXT NOT NULL,
    size INTEGER NOT NULL,
    part_size INTEGER NOT NULL,
    parts INTEGER NOT NULL,
    received INTEGER NOT NULL DEFAULT 0,
    source_url TEXT,
    fetch_at INTEGER,
    fetches INTEGER NOT NULL DEFAULT 0,
    created_at INTEGER NOT NULL,
    expires_at INTEGER NOT NULL,
    completed_at INTEGER,
    failed_at INTEGER,
    sweep_at INTEGER
) STRICT;
CREATE INDEX contents_awaited ON contents (expires_at) WHERE completed_at IS NULL AND failed_at IS NULL;
CREATE INDEX contents_fetched ON contents (fetch_at) WHERE fetch_at IS NOT NULL;
CREATE INDEX contents_swept ON contents (sweep_at) WHERE sweep_at IS NOT NULL;

CREATE TABLE content_parts (
    content_id TEXT NOT NULL,
    part INTEGER NOT NULL,
    PRIMARY KEY (content_id, part)
) STRICT, WITHOUT ROWID;

-- Which new row stands for which old one while a copy is made; empty otherwise.
CREATE TABLE copies (
    copy_id TEXT NOT NULL,
    source_id TEXT NOT NULL,
    target_id TEXT NOT NULL,
    PRIMARY KEY (copy_id, source_id)
) STRICT, WITHOUT ROWID;

-- timestamp: a frame's number or a timecode, as it was sent. text_review, links and mentions are JSON. To sort by: owner_key, the owner's name in upper case when
-- the comment was made, and completed_key, 0 for what is open.
CREATE TABLE comments (
    id TEXT NOT NULL PRIMARY KEY,
    account_id TEXT NOT NULL,
    file_id TEXT NOT NULL,
    parent_id TEXT,
    owner_id TEXT NOT NULL,
    owner_actor_id TEXT,
    owner_key TEXT NOT NULL,
    text TEXT NOT NULL,
    annotation TEXT,
    anchor_x REAL,
    anchor_y REAL,
    timestamp TEXT,
    duration INTEGER,
    page INTEGER,
    text_review TEXT,
    links TEXT NOT NULL,
    mentions TEXT NOT NULL,
    text_edited_at INTEGER,
    completed_at INTEGER,
    completed_key INTEGER NOT NULL,
    completer_id TEXT,
    completer_actor_id TEXT,
    created_at INTEGER NOT NULL,
    updated_at INTEGER NOT NULL,
    deleted_at INTEGER
) STRICT;
CREATE INDEX comments_by_age ON comments (file_id, created_at, id) WHERE deleted_at IS NULL AND parent_id IS NULL;
CREATE INDEX comments_by_completion ON comments (file_id, completed_key, id) WHERE deleted_at IS NULL AND parent_id IS NULL;
CREATE INDEX comments_by_owner ON comments (file_id, owner_key, id) WHERE deleted_at IS NULL AND parent_id IS NULL;
CREATE INDEX comments_replies ON comments (parent_id, created_at, id) WHERE parent_id IS NOT NULL;
CREATE INDEX comments_file ON comments (file_id, id);
CREATE INDEX comments_deleted ON comments (deleted_at) WHERE deleted_at IS NOT NULL;

CREATE TABLE comment_attachments (
    id TEXT NOT NULL PRIMARY KEY,
    comment_id TEXT NOT NULL,
    content_id TEXT NOT NULL,
    name TEXT NOT NULL,
    media_type TEXT NOT NULL,
    size INTEGER NOT NULL,
    created_at INTEGER NOT NULL
) STRICT;
CREATE INDEX comment_attachments_comment ON comment_attachments (comment_id, created_at, id);
CREATE INDEX comment_attachments_content ON comment_attachments (content_id);
