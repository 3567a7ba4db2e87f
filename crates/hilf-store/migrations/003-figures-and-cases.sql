-- What figures are counted by stands beside the event it was taken from; events of before are
-- filled in by the program.
ALTER TABLE alert_event ADD COLUMN kind TEXT;
ALTER TABLE alert_event ADD COLUMN at BIGINT;
ALTER TABLE alert_event ADD COLUMN outcome TEXT;
-- Of a decision: microseconds since the alert was opened or last reopened.
ALTER TABLE alert_event ADD COLUMN waited BIGINT;
CREATE INDEX alert_event_kind ON alert_event (kind, at, outcome, waited);
CREATE INDEX alert_opened ON alert (opened_at);
CREATE INDEX alert_due ON alert (due_at) WHERE due_at IS NOT NULL;
CREATE INDEX run_finished ON run (finished_at);
CREATE INDEX frozen_in_force ON frozen (frozen_at, alert) WHERE lifted_at IS NULL;
CREATE INDEX frozen_customer ON frozen (customer);
-- Counting a million rows takes longer than a page may.
INSERT INTO counter (name, value) SELECT 'customers', count(*) FROM customer;

-- A customer's alerts are one case. All but its number follows from them and is kept so that cases
-- can be listed in their order.
CREATE TABLE matter (
    number {serial},
    customer TEXT NOT NULL UNIQUE,
    opened_at BIGINT NOT NULL,
    is_open BIGINT NOT NULL,
    priority BIGINT NOT NULL,
    due_at BIGINT,
    alerts BIGINT NOT NULL,
    undecided BIGINT NOT NULL
);
CREATE INDEX matter_queue ON matter (is_open, priority DESC, number);
CREATE INDEX matter_priority ON matter (priority DESC, number);
INSERT INTO matter (customer, opened_at, is_open, priority, due_at, alerts, undecided)
SELECT customer, min(opened_at), max(CASE WHEN state = 'decided' THEN 0 ELSE 1 END),
    max(CASE WHEN state = 'decided' THEN 0 ELSE priority END), min(due_at), count(*),
    sum(CASE WHEN state = 'decided' THEN 0 ELSE 1 END)
FROM alert GROUP BY customer ORDER BY min(opened_at), customer;

-- Whether the pair is still a hit: what is none any more may be purged after its time.
ALTER TABLE alert ADD COLUMN standing TEXT NOT NULL DEFAULT 'hit';
CREATE INDEX alert_ended ON alert (changed_at) WHERE state = 'decided' AND standing <> 'hit';

-- Which documents belong to which alert; those of before are filled in by the program.
CREATE TABLE alert_attachment (
    alert TEXT NOT NULL REFERENCES alert (id) ON DELETE CASCADE,
    sha256 TEXT NOT NULL,
    PRIMARY KEY (alert, sha256)
);
CREATE INDEX alert_attachment_document ON alert_attachment (sha256);
CREATE INDEX audit_at ON audit (at) WHERE body IS NOT NULL;

CREATE INDEX alert_assignee ON alert (assignee, priority DESC, id) WHERE assignee IS NOT NULL;
CREATE INDEX alert_outcome ON alert (outcome, priority DESC, id) WHERE outcome IS NOT NULL;
DROP INDEX audit_object;
CREATE INDEX audit_object ON audit (object, n);
