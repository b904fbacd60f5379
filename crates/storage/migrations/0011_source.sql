-- Sources: where figures come from, when they last came and what they cannot tell.
CREATE TABLE source (
    municipality TEXT NOT NULL REFERENCES municipality (id),
    id           TEXT NOT NULL,
    owner        TEXT NOT NULL,
    sharing      TEXT NOT NULL,
    name         TEXT NOT NULL,
    kind         TEXT NOT NULL,
    licence      TEXT,
    limits       TEXT NOT NULL,
    every_days   BIGINT,
    fetched      TEXT, -- serialised: when, how many rows, how many new
    failed       TEXT, -- serialised: when, what was said
    PRIMARY KEY (municipality, id),
    FOREIGN KEY (municipality, owner) REFERENCES organisation (municipality, id)
);
