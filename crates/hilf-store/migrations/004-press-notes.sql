-- What analysts note on press reports. Notes are only added; one is taken back once, by another.
-- What a note is about and says is JSON of the program that reads reports.
CREATE TABLE press_note (
    n {serial},
    at BIGINT NOT NULL,
    made_by TEXT NOT NULL,
    body TEXT NOT NULL,
    withdraws BIGINT UNIQUE REFERENCES press_note (n)
);
-- Journals of former versions whose notes stand above, by the SHA-256 of their bytes.
CREATE TABLE press_journal (sha256 TEXT PRIMARY KEY, taken_at BIGINT NOT NULL);
