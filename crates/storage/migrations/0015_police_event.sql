-- Events that the police publish for the county: a list. No column for a point: the publisher's
-- coordinates are the middle of the county or the municipality, never where it happened.
CREATE TABLE police_event (
    municipality TEXT NOT NULL REFERENCES municipality (id),
    id           TEXT NOT NULL,
    published    TEXT NOT NULL,
    occurred     TEXT,
    kind         TEXT NOT NULL,
    summary      TEXT NOT NULL,
    town         TEXT,
    county       TEXT NOT NULL,
    path         TEXT NOT NULL,
    PRIMARY KEY (municipality, id)
);
CREATE INDEX police_event_by_time ON police_event (municipality, published);
