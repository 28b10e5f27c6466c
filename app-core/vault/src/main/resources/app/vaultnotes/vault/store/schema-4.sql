CREATE TABLE record (
    seq INTEGER PRIMARY KEY,
    device BLOB NOT NULL,
    doc BLOB NOT NULL,
    hash BLOB NOT NULL,
    bytes BLOB NOT NULL
);
CREATE INDEX record_doc ON record (doc);

CREATE TABLE chain (
    device BLOB PRIMARY KEY,
    seq INTEGER NOT NULL,
    hash BLOB NOT NULL,
    seal BLOB NOT NULL
) WITHOUT ROWID;

CREATE TABLE told (
    doc INTEGER PRIMARY KEY,
    heads BLOB NOT NULL,
    version INTEGER NOT NULL,
    places INTEGER NOT NULL,
    seal BLOB NOT NULL
);

CREATE TABLE reach (
    doc INTEGER NOT NULL,
    device BLOB NOT NULL,
    seq INTEGER NOT NULL,
    bytes INTEGER NOT NULL,
    PRIMARY KEY (doc, device)
) WITHOUT ROWID;

CREATE TABLE part (
    device BLOB NOT NULL,
    seq INTEGER NOT NULL,
    bytes BLOB NOT NULL,
    PRIMARY KEY (device, seq)
) WITHOUT ROWID;

CREATE TABLE aside (
    num INTEGER PRIMARY KEY,
    device BLOB NOT NULL,
    seq INTEGER NOT NULL,
    doc BLOB NOT NULL,
    why TEXT NOT NULL,
    waits INTEGER NOT NULL,
    bytes BLOB NOT NULL,
    UNIQUE (device, seq)
);
CREATE INDEX aside_waiting ON aside (doc, waits) WHERE waits > 0;

CREATE TABLE tombstone (
    doc BLOB PRIMARY KEY,
    known BLOB NOT NULL,
    untold INTEGER NOT NULL
) WITHOUT ROWID;

CREATE TABLE relay_blob (
    hash TEXT PRIMARY KEY
) WITHOUT ROWID;

CREATE TABLE saved (
    doc INTEGER PRIMARY KEY,
    grown INTEGER NOT NULL,
    size INTEGER NOT NULL
);

CREATE TABLE covered (
    doc BLOB NOT NULL,
    device BLOB NOT NULL,
    seq INTEGER NOT NULL,
    seal BLOB NOT NULL,
    PRIMARY KEY (doc, device)
) WITHOUT ROWID;
