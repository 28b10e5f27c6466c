PRAGMA application_id=0x564C5431;

CREATE TABLE doc (
    num INTEGER PRIMARY KEY,
    id BLOB NOT NULL UNIQUE,
    kind INTEGER NOT NULL,
    heads BLOB NOT NULL,
    sha BLOB NOT NULL,
    stale INTEGER NOT NULL DEFAULT 0
);
CREATE INDEX doc_stale ON doc (num) WHERE stale = 1;

CREATE TABLE change (
    num INTEGER PRIMARY KEY,
    doc INTEGER NOT NULL,
    hash BLOB NOT NULL,
    at INTEGER NOT NULL,
    bytes BLOB NOT NULL,
    sha BLOB NOT NULL
);
CREATE UNIQUE INDEX change_doc ON change (doc, hash);

CREATE TABLE snapshot (
    doc INTEGER PRIMARY KEY,
    heads BLOB NOT NULL,
    bytes BLOB NOT NULL,
    sha BLOB NOT NULL
);

CREATE TABLE version (
    num INTEGER PRIMARY KEY,
    doc INTEGER NOT NULL,
    id TEXT NOT NULL,
    heads BLOB NOT NULL,
    from_at INTEGER NOT NULL,
    to_at INTEGER NOT NULL,
    device BLOB NOT NULL,
    added INTEGER NOT NULL,
    removed INTEGER NOT NULL,
    name TEXT NOT NULL DEFAULT ''
);
CREATE UNIQUE INDEX version_doc ON version (doc, id);
CREATE INDEX version_newest ON version (doc, to_at);

CREATE TABLE placement (
    doc INTEGER NOT NULL,
    at INTEGER NOT NULL,
    title TEXT NOT NULL,
    folder BLOB NOT NULL,
    trashed INTEGER NOT NULL,
    PRIMARY KEY (doc, at, title, folder, trashed)
) WITHOUT ROWID;

CREATE TABLE undo (
    doc INTEGER NOT NULL,
    stack INTEGER NOT NULL,
    step INTEGER NOT NULL,
    bytes BLOB NOT NULL,
    PRIMARY KEY (doc, stack, step)
);

CREATE TABLE device (
    id BLOB PRIMARY KEY,
    name TEXT NOT NULL,
    seen INTEGER NOT NULL
) WITHOUT ROWID;

CREATE TABLE taking (doc BLOB NOT NULL, hash BLOB NOT NULL);
CREATE TABLE quarantine (hash BLOB PRIMARY KEY) WITHOUT ROWID;
CREATE TABLE purged (id BLOB PRIMARY KEY, known BLOB NOT NULL, at INTEGER NOT NULL) WITHOUT ROWID;
CREATE TABLE damaged (tbl TEXT NOT NULL, doc BLOB NOT NULL, hash BLOB NOT NULL, bytes BLOB);

CREATE TABLE fact (name TEXT PRIMARY KEY, value TEXT NOT NULL) WITHOUT ROWID;
CREATE TABLE recent (doc INTEGER PRIMARY KEY, at INTEGER NOT NULL);
CREATE TABLE imported (
    source TEXT PRIMARY KEY,
    sha BLOB NOT NULL,
    id BLOB NOT NULL
) WITHOUT ROWID;
CREATE INDEX imported_id ON imported (id);

CREATE TABLE folder (
    id BLOB PRIMARY KEY,
    name TEXT NOT NULL,
    key TEXT NOT NULL,
    parent BLOB NOT NULL,
    created INTEGER NOT NULL,
    trashed TEXT
) WITHOUT ROWID;

CREATE TABLE note (
    doc INTEGER PRIMARY KEY,
    id BLOB NOT NULL,
    title TEXT NOT NULL,
    key TEXT NOT NULL,
    file_name TEXT,
    folder BLOB NOT NULL,
    shelf BLOB NOT NULL,
    created INTEGER NOT NULL,
    updated INTEGER NOT NULL,
    trashed TEXT,
    bookmarked INTEGER NOT NULL,
    source TEXT,
    ordinal INTEGER NOT NULL,
    words INTEGER NOT NULL,
    chars INTEGER NOT NULL,
    open_tasks INTEGER NOT NULL,
    done_tasks INTEGER NOT NULL,
    links INTEGER NOT NULL,
    files INTEGER NOT NULL
);
CREATE INDEX note_shelf ON note (shelf, key, id) WHERE trashed IS NULL;
CREATE INDEX note_key ON note (key, id) WHERE trashed IS NULL;
CREATE INDEX note_updated ON note (updated) WHERE trashed IS NULL;
CREATE INDEX note_created ON note (created) WHERE trashed IS NULL;
CREATE INDEX note_folder ON note (folder);
CREATE INDEX note_trashed ON note (trashed) WHERE trashed IS NOT NULL;

CREATE TABLE note_text (doc INTEGER PRIMARY KEY, text BLOB NOT NULL);

CREATE TABLE file (
    doc INTEGER PRIMARY KEY,
    id BLOB NOT NULL,
    name TEXT NOT NULL,
    key TEXT NOT NULL,
    folder BLOB NOT NULL,
    shelf BLOB NOT NULL,
    blob TEXT NOT NULL,
    size INTEGER NOT NULL,
    mime TEXT NOT NULL,
    modified INTEGER NOT NULL,
    trashed TEXT,
    ordinal INTEGER NOT NULL
);
CREATE INDEX file_shelf ON file (shelf, key, id);
CREATE INDEX file_key ON file (key, id);
CREATE INDEX file_folder ON file (folder);
CREATE INDEX file_blob ON file (blob);

CREATE TABLE link (
    doc INTEGER NOT NULL,
    pos INTEGER NOT NULL,
    start INTEGER NOT NULL,
    target TEXT NOT NULL,
    key TEXT NOT NULL,
    embed INTEGER NOT NULL,
    standard INTEGER NOT NULL,
    PRIMARY KEY (doc, pos)
) WITHOUT ROWID;
CREATE INDEX link_key ON link (key);

CREATE TABLE tag (
    doc INTEGER NOT NULL,
    key TEXT NOT NULL,
    tag TEXT NOT NULL,
    PRIMARY KEY (doc, key)
) WITHOUT ROWID;
CREATE INDEX tag_key ON tag (key);

CREATE TABLE task (
    doc INTEGER NOT NULL,
    pos INTEGER NOT NULL,
    done INTEGER NOT NULL,
    text TEXT NOT NULL,
    PRIMARY KEY (doc, pos)
) WITHOUT ROWID;

CREATE TABLE alias (
    doc INTEGER NOT NULL,
    pos INTEGER NOT NULL,
    alias TEXT NOT NULL,
    PRIMARY KEY (doc, pos)
) WITHOUT ROWID;

CREATE TABLE property (
    doc INTEGER NOT NULL,
    pos INTEGER NOT NULL,
    key TEXT NOT NULL,
    name TEXT NOT NULL,
    value TEXT NOT NULL,
    PRIMARY KEY (doc, pos)
) WITHOUT ROWID;
CREATE INDEX property_key ON property (key);

CREATE VIRTUAL TABLE note_fts USING fts5 (
    title, body,
    content='', contentless_delete=1, tokenize='ascii', columnsize=1
);
CREATE VIRTUAL TABLE note_words USING fts5vocab (note_fts, 'row');
