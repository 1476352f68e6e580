-- Format 2. Undoing a merge of stories gives their numbers back; words are indexed for many rows at once.

-- Where a report stood before a correction moved it.
CREATE TABLE moved (
    correction INTEGER NOT NULL REFERENCES correction (id),
    report     INTEGER NOT NULL REFERENCES report (id),
    story      INTEGER NOT NULL,        -- may be gone since
    PRIMARY KEY (correction, report)
) STRICT, WITHOUT ROWID;

-- Format 1 did not keep that: reports merged under it go to a new story, whose number is set aside here.
INSERT INTO moved (correction, report, story)
SELECT correction.id, report.id, correction.id + (SELECT seq FROM sqlite_sequence WHERE name = 'story')
FROM correction
JOIN json_each(iif(correction.body = '', '{}', correction.body), '$.reports') AS merged
JOIN report ON report.capture = merged.value
WHERE iif(correction.body = '', '', correction.body ->> 'kind') = 'merge_stories';
UPDATE sqlite_sequence SET seq = seq + (SELECT coalesce(max(id), 0) FROM correction) WHERE name = 'story';

DROP TRIGGER report_inserted;
DROP TRIGGER claim_inserted;
DROP TRIGGER point_inserted;
