-- What was erased, by which rule and how many records: the proof that is left when the thing itself is gone.

CREATE TABLE erasure (
    municipality TEXT NOT NULL REFERENCES municipality (id),
    id           TEXT NOT NULL,
    rule         TEXT NOT NULL,
    at           TEXT NOT NULL,
    records      BIGINT NOT NULL,
    PRIMARY KEY (municipality, id)
);
CREATE INDEX erasure_by_time ON erasure (municipality, at);
