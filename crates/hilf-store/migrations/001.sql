-- Times are microseconds since 1970, UTC; structured values are JSON in TEXT.
CREATE TABLE counter (name TEXT PRIMARY KEY, value BIGINT NOT NULL);
INSERT INTO counter (name, value) VALUES ('customer', 0);

-- Acts wait here, in the order of their beginning, until they are given their place in the log.
CREATE TABLE audit_in (
    id {serial},
    at BIGINT NOT NULL,
    act TEXT NOT NULL,
    object TEXT NOT NULL,
    body TEXT NOT NULL,
    salt {bytes} NOT NULL
);
-- Bodies, objects and salts may be erased; leaves stay.
CREATE TABLE audit (
    n BIGINT PRIMARY KEY,
    at BIGINT NOT NULL,
    act TEXT NOT NULL,
    object TEXT,
    body TEXT,
    salt {bytes},
    leaf TEXT NOT NULL
);
CREATE INDEX audit_object ON audit (object);

-- The serial grows with every change, so that a run that pages by it meets whoever changed.
CREATE TABLE customer (
    id TEXT PRIMARY KEY,
    serial BIGINT NOT NULL UNIQUE,
    entity TEXT NOT NULL,
    is_schema_known BIGINT NOT NULL,
    hash TEXT NOT NULL,
    registered_at BIGINT NOT NULL,
    changed_at BIGINT NOT NULL
);

CREATE TABLE run (
    id TEXT PRIMARY KEY,
    kind TEXT NOT NULL,
    basis TEXT NOT NULL,
    snapshot TEXT NOT NULL,
    matcher TEXT NOT NULL,
    profile TEXT NOT NULL,
    lists TEXT NOT NULL,
    started_at BIGINT NOT NULL,
    finished_at BIGINT,
    abandoned_at BIGINT,
    first BIGINT NOT NULL,
    cursor BIGINT NOT NULL,
    screened BIGINT NOT NULL DEFAULT 0,
    hits BIGINT NOT NULL DEFAULT 0,
    opened BIGINT NOT NULL DEFAULT 0,
    reopened BIGINT NOT NULL DEFAULT 0,
    held BIGINT NOT NULL DEFAULT 0,
    customers BIGINT
);

CREATE TABLE alert (
    id TEXT PRIMARY KEY,
    customer TEXT NOT NULL,
    entity TEXT NOT NULL,
    state TEXT NOT NULL,
    score BIGINT NOT NULL,
    opening TEXT NOT NULL,
    content TEXT NOT NULL,
    priority BIGINT NOT NULL,
    assignee TEXT,
    outcome TEXT,
    due_at BIGINT,
    opened_at BIGINT NOT NULL,
    changed_at BIGINT NOT NULL,
    UNIQUE (customer, entity)
);
CREATE INDEX alert_queue ON alert (state, priority DESC, id);
CREATE INDEX alert_priority ON alert (priority DESC, id);
CREATE INDEX alert_entity ON alert (entity);

CREATE TABLE alert_event (
    alert TEXT NOT NULL REFERENCES alert (id) ON DELETE CASCADE,
    n BIGINT NOT NULL,
    event TEXT NOT NULL,
    PRIMARY KEY (alert, n)
);

CREATE TABLE attachment (
    sha256 TEXT PRIMARY KEY,
    bytes {bytes} NOT NULL
);

-- A freeze stays after it is lifted: it is a record.
CREATE TABLE frozen (
    alert TEXT PRIMARY KEY REFERENCES alert (id) ON DELETE CASCADE,
    customer TEXT NOT NULL,
    entity TEXT NOT NULL,
    frozen_at BIGINT NOT NULL,
    frozen_by TEXT NOT NULL,
    assets TEXT NOT NULL,
    report TEXT,
    reported_at BIGINT,
    lift TEXT,
    lifted_at BIGINT
);

CREATE TABLE exemption (
    id TEXT PRIMARY KEY,
    entity TEXT NOT NULL,
    terms TEXT NOT NULL,
    proposed_by TEXT NOT NULL,
    proposed_at BIGINT NOT NULL,
    granted TEXT,
    ended_at BIGINT
);
CREATE INDEX exemption_entity ON exemption (entity);

CREATE TABLE account (
    id TEXT PRIMARY KEY,
    name TEXT NOT NULL,
    roles TEXT NOT NULL,
    password TEXT,
    totp {bytes},
    totp_step BIGINT NOT NULL DEFAULT 0,
    failures BIGINT NOT NULL DEFAULT 0,
    locked_until BIGINT NOT NULL DEFAULT 0,
    created_at BIGINT NOT NULL,
    disabled_at BIGINT
);

-- Sessions and tokens are kept as hashes: who reads the database cannot act as anybody.
CREATE TABLE session (
    hash TEXT PRIMARY KEY,
    account TEXT NOT NULL REFERENCES account (id) ON DELETE CASCADE,
    form_key TEXT NOT NULL,
    expires_at BIGINT NOT NULL
);
CREATE TABLE token (
    hash TEXT PRIMARY KEY,
    id TEXT NOT NULL UNIQUE,
    account TEXT NOT NULL REFERENCES account (id) ON DELETE CASCADE,
    name TEXT NOT NULL,
    scopes TEXT NOT NULL,
    created_at BIGINT NOT NULL,
    expires_at BIGINT,
    revoked_at BIGINT
);

-- Profiles by which anybody was screened, so that decisions can be computed anew.
CREATE TABLE profile (id TEXT PRIMARY KEY, body TEXT NOT NULL);
