-- Plans of measures. A plan points to one version of the picture; a measure is a row of Brå's table and may point to a
-- cause. No column holds a person.
CREATE TABLE plan (
    municipality   TEXT NOT NULL REFERENCES municipality (id),
    id             TEXT NOT NULL,
    version        BIGINT NOT NULL,
    owner          TEXT NOT NULL,
    sharing        TEXT NOT NULL,
    title          TEXT NOT NULL,
    picture        TEXT,
    starts         TEXT NOT NULL,
    ends           TEXT NOT NULL,
    about          TEXT NOT NULL,
    decision       TEXT,          -- serialised: body, day, paragraph, register number
    decided_on     TEXT,          -- for the clock of the follow-up
    release        TEXT NOT NULL,
    release_detail TEXT NOT NULL,
    PRIMARY KEY (municipality, id),
    FOREIGN KEY (municipality, owner) REFERENCES organisation (municipality, id)
);

CREATE TABLE measure (
    municipality TEXT NOT NULL,
    id           TEXT NOT NULL,
    version      BIGINT NOT NULL,
    plan         TEXT NOT NULL,
    number       BIGINT NOT NULL,
    cause        TEXT,
    title        TEXT NOT NULL,
    kind         TEXT NOT NULL,
    extent       TEXT NOT NULL,
    detail       TEXT NOT NULL, -- serialised: what, goals, when, who, follow-up, help, mark
    PRIMARY KEY (municipality, id),
    FOREIGN KEY (municipality, plan) REFERENCES plan (municipality, id),
    FOREIGN KEY (municipality, cause) REFERENCES cause (municipality, id)
);
CREATE INDEX measure_by_plan ON measure (municipality, plan, number);
