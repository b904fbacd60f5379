-- Dialogues: meetings and safety walks, what was noted and what became of it. No list of who came.
CREATE TABLE dialogue (
    municipality TEXT NOT NULL REFERENCES municipality (id),
    id           TEXT NOT NULL,
    version      BIGINT NOT NULL,
    owner        TEXT NOT NULL,
    sharing      TEXT NOT NULL,
    kind         TEXT NOT NULL,
    title        TEXT NOT NULL,
    begins       TEXT NOT NULL, -- local time, 2022-05-11T18:00
    place        TEXT NOT NULL,
    area         TEXT,
    invitation   TEXT NOT NULL,
    held         TEXT,          -- serialised: when, how many, what was said
    remarks      TEXT NOT NULL, -- serialised, in their order: they are read and written with their dialogue
    state        TEXT NOT NULL,
    detail       TEXT NOT NULL,
    PRIMARY KEY (municipality, id),
    FOREIGN KEY (municipality, owner) REFERENCES organisation (municipality, id),
    FOREIGN KEY (municipality, area) REFERENCES area (municipality, id)
);
CREATE INDEX dialogue_by_time ON dialogue (municipality, begins);
