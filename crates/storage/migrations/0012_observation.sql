-- Observations: what somebody noticed about a place. No column for a person.
--
-- The receipt is kept as a keyed hash: who reads the database cannot follow anybody's case.
-- What a person left to be answered stands in a table of its own, sealed with a key that is not here,
-- and is erased when the case is closed. An imported row has a key within its source, so that the same
-- file brings nothing twice.
CREATE TABLE observation (
    municipality TEXT NOT NULL REFERENCES municipality (id),
    id           TEXT NOT NULL,
    version      BIGINT NOT NULL,
    owner        TEXT NOT NULL,
    sharing      TEXT NOT NULL,
    channel      TEXT NOT NULL,
    category     TEXT NOT NULL,
    feeling      TEXT,
    happened     TEXT NOT NULL, -- as exactly as it is known: 2022-09, 2022-09-15 or 2022-09-15T21:00
    day          TEXT NOT NULL, -- the first day that it can be, for periods
    recurring    BIGINT NOT NULL,
    area         TEXT,
    place        TEXT,
    lon          DOUBLE PRECISION,
    lat          DOUBLE PRECISION,
    body         TEXT,
    erased       TEXT,
    received_at  TEXT NOT NULL,
    state        TEXT NOT NULL,
    detail       TEXT NOT NULL,
    receipt_hash TEXT,
    source       TEXT,
    import_key   TEXT,
    PRIMARY KEY (municipality, id),
    UNIQUE (municipality, receipt_hash),
    UNIQUE (municipality, source, import_key),
    FOREIGN KEY (municipality, owner) REFERENCES organisation (municipality, id),
    FOREIGN KEY (municipality, area) REFERENCES area (municipality, id),
    FOREIGN KEY (municipality, source) REFERENCES source (municipality, id)
);
CREATE INDEX observation_by_state ON observation (municipality, state, received_at);
CREATE INDEX observation_by_day ON observation (municipality, day);
CREATE INDEX observation_by_area ON observation (municipality, area, category);

CREATE TABLE observation_contact (
    municipality TEXT NOT NULL,
    id           TEXT NOT NULL, -- the observation
    sealed       TEXT NOT NULL,
    PRIMARY KEY (municipality, id),
    FOREIGN KEY (municipality, id) REFERENCES observation (municipality, id)
);
