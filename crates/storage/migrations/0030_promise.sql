-- Promises and what they are made of.
--
-- How a commitment goes is not stored: it is computed from efforts and presences and the date, each time it is
-- shown, so that nobody can type it in. What is stored is only what was promised and what both parties have said.
CREATE TABLE promise (
    municipality TEXT NOT NULL REFERENCES municipality (id),
    id           TEXT NOT NULL,
    version      BIGINT NOT NULL,
    owner        TEXT NOT NULL,
    sharing      TEXT NOT NULL,
    title        TEXT NOT NULL,
    intro        TEXT NOT NULL,
    starts       TEXT NOT NULL,
    ends         TEXT NOT NULL,
    parties      TEXT NOT NULL,   -- serialised list of organisations
    logged       BIGINT NOT NULL, -- 0 where what is done is not logged here: then nothing can be told
    source       TEXT,            -- the address where it was first published
    state        TEXT NOT NULL,   -- the word, for filters
    detail       TEXT NOT NULL,   -- the serialised state with what is known in it
    published_at TEXT,
    PRIMARY KEY (municipality, id),
    FOREIGN KEY (municipality, owner) REFERENCES organisation (municipality, id)
);

CREATE TABLE commitment (
    municipality TEXT NOT NULL,
    id           TEXT NOT NULL,
    version      BIGINT NOT NULL,
    promise      TEXT NOT NULL,
    number       BIGINT NOT NULL,
    title        TEXT NOT NULL,
    kind         TEXT NOT NULL,
    at_least     BIGINT,
    by_date      TEXT,
    tolerance    BIGINT NOT NULL,
    place        TEXT,
    units        TEXT NOT NULL,   -- serialised list of party and unit
    way_back     TEXT,
    remedies     TEXT NOT NULL,   -- serialised list, each with its approvals
    PRIMARY KEY (municipality, id),
    UNIQUE (municipality, promise, number),
    FOREIGN KEY (municipality, promise) REFERENCES promise (municipality, id)
);
