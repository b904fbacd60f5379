-- Agreements. The text is one serialised value: it is written, signed and shown as a whole, and a signed one never
-- changes. Term and last day are columns because clocks and lists ask for them.
CREATE TABLE agreement (
    municipality TEXT NOT NULL REFERENCES municipality (id),
    id           TEXT NOT NULL,
    version      BIGINT NOT NULL,
    owner        TEXT NOT NULL,
    sharing      TEXT NOT NULL,
    title        TEXT NOT NULL,
    parties      TEXT NOT NULL, -- serialised: organisations in the order of the document
    starts       TEXT NOT NULL,
    ends         TEXT NOT NULL, -- the last day as signed
    holds_until  TEXT,          -- the last day as decided so far; none before everyone has signed
    content      TEXT NOT NULL, -- serialised: what it says
    seats        TEXT NOT NULL, -- serialised: who shall sign, by party and office
    state        TEXT NOT NULL,
    detail       TEXT NOT NULL,
    published_at TEXT,
    PRIMARY KEY (municipality, id),
    FOREIGN KEY (municipality, owner) REFERENCES organisation (municipality, id)
);
CREATE INDEX agreement_by_end ON agreement (municipality, holds_until);
