-- Wrong passwords, so that guessing gets slower on every node alike. `who` is a keyed hash of a login or of a
-- network address: neither stands here in the clear, and after a day neither stands here at all.

CREATE TABLE guess (
    municipality TEXT NOT NULL REFERENCES municipality (id),
    id           TEXT NOT NULL,
    who          TEXT NOT NULL,
    at           TEXT NOT NULL,
    PRIMARY KEY (municipality, id)
);
CREATE INDEX guess_by_who ON guess (municipality, who, at);
