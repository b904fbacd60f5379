-- Accessibility: the statement by edition, notices of what is lacking, requests for content in another form.
-- A receipt is kept as a keyed hash, and the way to answer stands apart, sealed, so that it can be erased when
-- the case is closed without touching the case.

CREATE TABLE statement (
    municipality TEXT NOT NULL REFERENCES municipality (id),
    id           TEXT NOT NULL, -- the edition: 1, 2, 3 ...
    version      BIGINT NOT NULL,
    owner        TEXT NOT NULL,
    sharing      TEXT NOT NULL,
    content      TEXT NOT NULL, -- the serialised content
    state        TEXT NOT NULL,
    detail       TEXT NOT NULL,
    PRIMARY KEY (municipality, id),
    FOREIGN KEY (municipality, owner) REFERENCES organisation (municipality, id)
);
CREATE INDEX statement_by_state ON statement (municipality, state);

CREATE TABLE notice (
    municipality TEXT NOT NULL REFERENCES municipality (id),
    id           TEXT NOT NULL,
    version      BIGINT NOT NULL,
    owner        TEXT NOT NULL,
    sharing      TEXT NOT NULL,
    receipt_hash TEXT NOT NULL,
    received_at  TEXT NOT NULL,
    page         TEXT,
    what         TEXT NOT NULL,
    state        TEXT NOT NULL,
    detail       TEXT NOT NULL,
    PRIMARY KEY (municipality, id),
    UNIQUE (municipality, receipt_hash),
    FOREIGN KEY (municipality, owner) REFERENCES organisation (municipality, id)
);
CREATE INDEX notice_by_time ON notice (municipality, state, received_at);

CREATE TABLE format_request (
    municipality TEXT NOT NULL REFERENCES municipality (id),
    id           TEXT NOT NULL,
    version      BIGINT NOT NULL,
    owner        TEXT NOT NULL,
    sharing      TEXT NOT NULL,
    receipt_hash TEXT NOT NULL,
    received_at  TEXT NOT NULL,
    page         TEXT,
    what         TEXT NOT NULL,
    form         TEXT NOT NULL,
    state        TEXT NOT NULL,
    detail       TEXT NOT NULL,
    PRIMARY KEY (municipality, id),
    UNIQUE (municipality, receipt_hash),
    FOREIGN KEY (municipality, owner) REFERENCES organisation (municipality, id)
);
CREATE INDEX format_request_by_time ON format_request (municipality, state, received_at);

CREATE TABLE case_contact (
    municipality TEXT NOT NULL REFERENCES municipality (id),
    noun         TEXT NOT NULL, -- 'notice' or 'format-request'
    id           TEXT NOT NULL,
    sealed       TEXT NOT NULL,
    PRIMARY KEY (municipality, noun, id)
);
