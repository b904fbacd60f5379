-- Problem, cause and focus area: what is wrong, why, and what the parties chose to work with.
--
-- What they rest on (findings, observations, dialogues, one another) are arrows in the table link, so that the chain is
-- followed the same way for every noun. `standing` and `release` are words for filters; the serialised values beside
-- them carry what is known in that state.
CREATE TABLE problem (
    municipality    TEXT NOT NULL REFERENCES municipality (id),
    id              TEXT NOT NULL,
    version         BIGINT NOT NULL,
    owner           TEXT NOT NULL,
    sharing         TEXT NOT NULL,
    title           TEXT NOT NULL,
    area            TEXT,          -- the area's code, where it lies in one
    place           TEXT NOT NULL, -- in words
    time            TEXT NOT NULL, -- in words
    why             TEXT NOT NULL,
    standing        TEXT NOT NULL,
    standing_detail TEXT NOT NULL,
    rank            BIGINT,        -- for order: 1 is the most urgent
    release         TEXT NOT NULL,
    release_detail  TEXT NOT NULL,
    PRIMARY KEY (municipality, id),
    FOREIGN KEY (municipality, owner) REFERENCES organisation (municipality, id)
);
CREATE INDEX problem_by_rank ON problem (municipality, release, rank);

CREATE TABLE cause (
    municipality    TEXT NOT NULL,
    id              TEXT NOT NULL,
    version         BIGINT NOT NULL,
    owner           TEXT NOT NULL,
    sharing         TEXT NOT NULL,
    problem         TEXT NOT NULL,
    perspective     TEXT NOT NULL,
    title           TEXT NOT NULL,
    why             TEXT NOT NULL,
    standing        TEXT NOT NULL,
    standing_detail TEXT NOT NULL,
    release         TEXT NOT NULL,
    release_detail  TEXT NOT NULL,
    PRIMARY KEY (municipality, id),
    FOREIGN KEY (municipality, owner) REFERENCES organisation (municipality, id),
    FOREIGN KEY (municipality, problem) REFERENCES problem (municipality, id)
);
CREATE INDEX cause_by_problem ON cause (municipality, problem);

CREATE TABLE focus_area (
    municipality    TEXT NOT NULL REFERENCES municipality (id),
    id              TEXT NOT NULL,
    version         BIGINT NOT NULL,
    owner           TEXT NOT NULL,
    sharing         TEXT NOT NULL,
    number          BIGINT NOT NULL,
    title           TEXT NOT NULL,
    aim             TEXT NOT NULL,
    choice          TEXT NOT NULL, -- serialised: who chose, when, why
    release         TEXT NOT NULL,
    release_detail  TEXT NOT NULL,
    PRIMARY KEY (municipality, id),
    FOREIGN KEY (municipality, owner) REFERENCES organisation (municipality, id)
);
CREATE INDEX focus_area_by_number ON focus_area (municipality, release, number);
