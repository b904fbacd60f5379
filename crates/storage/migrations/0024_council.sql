-- The strategic council: who sits in it (organisation, office, level, never a name), when it meets, what it decides.
CREATE TABLE council (
    municipality TEXT NOT NULL REFERENCES municipality (id),
    id           TEXT NOT NULL,
    version      BIGINT NOT NULL,
    name         TEXT NOT NULL,
    about        TEXT NOT NULL,
    members      TEXT NOT NULL, -- serialised
    PRIMARY KEY (municipality, id)
);

CREATE TABLE meeting (
    municipality TEXT NOT NULL,
    id           TEXT NOT NULL,
    version      BIGINT NOT NULL,
    council      TEXT NOT NULL,
    on_day       TEXT NOT NULL,
    items        TEXT NOT NULL, -- serialised: questions, what they lead to, what was decided
    state        TEXT NOT NULL,
    detail       TEXT NOT NULL,
    PRIMARY KEY (municipality, id),
    FOREIGN KEY (municipality, council) REFERENCES council (municipality, id)
);
CREATE INDEX meeting_by_day ON meeting (municipality, council, on_day);
