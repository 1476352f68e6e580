-- Format 1. What can't be rebuilt: capture, correction, feed. All else is drawn from them.

CREATE TABLE meta (
    key   TEXT PRIMARY KEY,
    value TEXT NOT NULL,
    sum   INTEGER NOT NULL
) STRICT, WITHOUT ROWID;

-- Bytes as received; the bytes themselves stand in a file beside the store.
CREATE TABLE capture (
    sha256   TEXT PRIMARY KEY,          -- of the bytes as received, in hexadecimal digits
    file     TEXT NOT NULL UNIQUE,      -- within the desk's folder
    size     INTEGER NOT NULL,          -- of the file, in bytes
    crc      INTEGER NOT NULL,          -- of the file, CRC-32
    origin   TEXT NOT NULL,             -- the path or address it came from
    received TEXT NOT NULL,             -- UTC, by the clock of the time
    sum      INTEGER NOT NULL
) STRICT, WITHOUT ROWID;

-- One outlet's text. Its number is the order of arrival.
CREATE TABLE report (
    id        INTEGER PRIMARY KEY AUTOINCREMENT,
    capture   TEXT NOT NULL UNIQUE REFERENCES capture (sha256),
    identity  TEXT,                     -- what versions of one report have in common
    newer     INTEGER REFERENCES report (id),
    outlet    TEXT,
    title     TEXT,
    url       TEXT,
    published TEXT,                     -- the day
    text      TEXT NOT NULL,
    names     TEXT NOT NULL,            -- what it names, one a line
    body      BLOB NOT NULL,            -- the rest of the report, MessagePack
    sum       INTEGER NOT NULL
) STRICT;
CREATE INDEX report_identity ON report (identity) WHERE identity IS NOT NULL;
CREATE INDEX report_published ON report (published);

-- What is known of a report for grouping it.
CREATE TABLE feature (
    report    INTEGER PRIMARY KEY REFERENCES report (id) ON DELETE CASCADE,
    words     BLOB NOT NULL,            -- names, numbers and words with their counts, MessagePack
    signature BLOB NOT NULL,            -- MinHash of its shingles
    annotation BLOB NOT NULL,           -- key of its annotation in memo
    sum       INTEGER NOT NULL
) STRICT;

-- Reports that share a band of their signatures may be near-copies.
CREATE TABLE band (
    hash   INTEGER NOT NULL,
    report INTEGER NOT NULL REFERENCES report (id) ON DELETE CASCADE,
    PRIMARY KEY (hash, report)
) STRICT, WITHOUT ROWID;
CREATE INDEX band_report ON band (report);

CREATE TABLE story (
    id        INTEGER PRIMARY KEY AUTOINCREMENT,
    is_stale  INTEGER NOT NULL,         -- 1 while its account does not yet tell of all its reports
    account   BLOB,                     -- key of its account in memo
    title     TEXT NOT NULL,
    reports   INTEGER NOT NULL,
    origins   INTEGER NOT NULL,
    contested INTEGER NOT NULL,
    first_day TEXT,
    last_day  TEXT,
    changed   INTEGER NOT NULL          -- number of the last change to it
) STRICT;
CREATE INDEX story_stale ON story (is_stale) WHERE is_stale = 1;
CREATE INDEX story_changed ON story (changed);

CREATE TABLE member (
    report INTEGER PRIMARY KEY REFERENCES report (id) ON DELETE CASCADE,
    story  INTEGER NOT NULL REFERENCES story (id)
) STRICT;
CREATE INDEX member_story ON member (story);

-- Results that can be drawn again from what they were drawn from: key = hash of that, the stage and the model.
CREATE TABLE memo (
    key   BLOB PRIMARY KEY,
    stage TEXT NOT NULL,
    value BLOB NOT NULL,
    sum   INTEGER NOT NULL
) STRICT;

-- What is searched. Positions are code points of the report's text.
CREATE TABLE claim (
    id     INTEGER PRIMARY KEY,
    report INTEGER NOT NULL REFERENCES report (id) ON DELETE CASCADE,
    start  INTEGER NOT NULL,
    stop   INTEGER NOT NULL,
    text   TEXT NOT NULL,
    source TEXT NOT NULL
) STRICT;
CREATE INDEX claim_report ON claim (report);

CREATE TABLE number (
    claim  INTEGER REFERENCES claim (id) ON DELETE CASCADE,
    report INTEGER NOT NULL REFERENCES report (id) ON DELETE CASCADE,
    low    REAL NOT NULL,
    high   REAL NOT NULL
) STRICT;
CREATE INDEX number_claim ON number (claim);
CREATE INDEX number_report ON number (report);

CREATE TABLE point (
    id        INTEGER PRIMARY KEY,
    story     INTEGER NOT NULL REFERENCES story (id) ON DELETE CASCADE,
    name      TEXT NOT NULL,            -- p1
    relation  TEXT NOT NULL,
    about     TEXT NOT NULL,
    readings  TEXT NOT NULL,
    capture   TEXT NOT NULL,            -- the first sentence that tells it
    start     INTEGER NOT NULL,
    stop      INTEGER NOT NULL
) STRICT;
CREATE INDEX point_story ON point (story);

CREATE VIRTUAL TABLE report_words USING fts5 (
    title, text, outlet, names,
    content = 'report', content_rowid = 'id', tokenize = 'porter unicode61 remove_diacritics 2'
);
CREATE VIRTUAL TABLE claim_words USING fts5 (
    text, source,
    content = 'claim', content_rowid = 'id', tokenize = 'porter unicode61 remove_diacritics 2'
);
CREATE VIRTUAL TABLE point_words USING fts5 (
    about, readings,
    content = 'point', content_rowid = 'id', tokenize = 'porter unicode61 remove_diacritics 2'
);

CREATE TRIGGER report_inserted AFTER INSERT ON report BEGIN
    INSERT INTO report_words (rowid, title, text, outlet, names)
    VALUES (new.id, new.title, new.text, new.outlet, new.names);
END;
CREATE TRIGGER report_changed AFTER UPDATE OF title, text, outlet, names ON report BEGIN
    INSERT INTO report_words (report_words, rowid, title, text, outlet, names)
    VALUES ('delete', old.id, old.title, old.text, old.outlet, old.names);
    INSERT INTO report_words (rowid, title, text, outlet, names)
    VALUES (new.id, new.title, new.text, new.outlet, new.names);
END;
CREATE TRIGGER claim_inserted AFTER INSERT ON claim BEGIN
    INSERT INTO claim_words (rowid, text, source) VALUES (new.id, new.text, new.source);
END;
CREATE TRIGGER claim_deleted AFTER DELETE ON claim BEGIN
    INSERT INTO claim_words (claim_words, rowid, text, source) VALUES ('delete', old.id, old.text, old.source);
END;
CREATE TRIGGER point_inserted AFTER INSERT ON point BEGIN
    INSERT INTO point_words (rowid, about, readings) VALUES (new.id, new.about, new.readings);
END;
CREATE TRIGGER point_deleted AFTER DELETE ON point BEGIN
    INSERT INTO point_words (point_words, rowid, about, readings) VALUES ('delete', old.id, old.about, old.readings);
END;

-- What a person said; never changed, never deleted. An undo is a row too.
CREATE TABLE correction (
    id     INTEGER PRIMARY KEY AUTOINCREMENT,
    made   TEXT NOT NULL,               -- UTC, by the clock of the time
    author TEXT NOT NULL,
    body   TEXT NOT NULL,               -- JSON
    undoes INTEGER REFERENCES correction (id),
    sum    INTEGER NOT NULL
) STRICT;
CREATE TRIGGER correction_kept BEFORE UPDATE ON correction BEGIN
    SELECT raise(ABORT, 'corrections are never changed');
END;
CREATE TRIGGER correction_stays BEFORE DELETE ON correction BEGIN
    SELECT raise(ABORT, 'corrections are never deleted');
END;

-- Corrections that found nothing to correct when the account of their story was last made.
CREATE TABLE misfit (
    correction INTEGER PRIMARY KEY REFERENCES correction (id),
    story      INTEGER NOT NULL,
    why        TEXT NOT NULL
) STRICT;

CREATE TABLE feed (
    url       TEXT PRIMARY KEY,
    etag      TEXT,
    modified  TEXT,
    failures  INTEGER NOT NULL,
    next_poll TEXT,                     -- UTC
    sum       INTEGER NOT NULL
) STRICT, WITHOUT ROWID;

-- What happened, in order, for those who follow.
CREATE TABLE change (
    id     INTEGER PRIMARY KEY AUTOINCREMENT,
    kind   TEXT NOT NULL,
    story  INTEGER,
    report INTEGER
) STRICT;
