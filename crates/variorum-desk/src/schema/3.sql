-- Format 3. A batch of reports writes few pages: what is kept in order of hashes is written all over the store.

-- Near-copies are found by the signatures, which are read when a desk begins to grow.
DROP TABLE band;

-- Captures stand in order of arrival, each under the number of its report.
CREATE TABLE new_capture (
    id       INTEGER PRIMARY KEY,
    sha256   TEXT NOT NULL UNIQUE,      -- of the bytes as received, in hexadecimal digits
    file     TEXT NOT NULL,             -- within the desk's folder
    size     INTEGER NOT NULL,          -- of the file, in bytes
    crc      INTEGER NOT NULL,          -- of the file, CRC-32
    origin   TEXT NOT NULL,             -- the path or address it came from
    received TEXT NOT NULL,             -- UTC, by the clock of the time
    sum      INTEGER NOT NULL
) STRICT;
INSERT INTO new_capture (id, sha256, file, size, crc, origin, received, sum)
SELECT report.id, capture.sha256, file, size, crc, origin, received, capture.sum
FROM report JOIN capture ON capture.sha256 = report.capture ORDER BY report.id;
DROP TABLE capture;
ALTER TABLE new_capture RENAME TO capture;

-- One index of hashes is enough.
CREATE TABLE new_report (
    id        INTEGER PRIMARY KEY AUTOINCREMENT,
    capture   TEXT NOT NULL REFERENCES capture (sha256),
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
INSERT INTO new_report (id, capture, identity, newer, outlet, title, url, published, text, names, body, sum)
SELECT id, capture, identity, newer, outlet, title, url, published, text, names, body, sum FROM report ORDER BY id;
-- The numbers of reports that were taken away are not given again.
UPDATE sqlite_sequence SET seq = coalesce((SELECT seq FROM sqlite_sequence WHERE name = 'report'), 0)
WHERE name = 'new_report';
DROP TABLE report;
ALTER TABLE new_report RENAME TO report;
CREATE INDEX report_identity ON report (identity) WHERE identity IS NOT NULL;
CREATE INDEX report_published ON report (published);
CREATE TRIGGER report_changed AFTER UPDATE OF title, text, outlet, names ON report BEGIN
    INSERT INTO report_words (report_words, rowid, title, text, outlet, names)
    VALUES ('delete', old.id, old.title, old.text, old.outlet, old.names);
    INSERT INTO report_words (rowid, title, text, outlet, names)
    VALUES (new.id, new.title, new.text, new.outlet, new.names);
END;
