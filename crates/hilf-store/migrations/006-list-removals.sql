-- Lists that are to be taken off the node, as one person proposes and another decides. Of a list one
-- proposal waits at a time.
CREATE TABLE list_removal (
    n {serial},
    list TEXT NOT NULL,
    reason TEXT NOT NULL,
    proposed_by TEXT NOT NULL,
    proposed_at BIGINT NOT NULL,
    outcome TEXT,
    decided_by TEXT,
    decided_at BIGINT,
    remark TEXT
);
CREATE UNIQUE INDEX list_removal_open ON list_removal (list) WHERE outcome IS NULL;
