-- Changes of the profile customers are screened with. A change is decided once; places are given
-- with the approval, and the last place is the profile in force.
CREATE TABLE profile_change (
    n {serial},
    profile TEXT NOT NULL,
    body TEXT NOT NULL,
    replaces TEXT NOT NULL,
    reason TEXT NOT NULL,
    impact TEXT NOT NULL,
    hash TEXT NOT NULL,
    proposed_by TEXT NOT NULL,
    proposed_at BIGINT NOT NULL,
    outcome TEXT,
    decided_by TEXT,
    decided_at BIGINT,
    remark TEXT,
    place BIGINT UNIQUE
);
