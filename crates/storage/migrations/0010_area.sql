-- Areas and places: the ground that observations are counted in, and how others have classified it.
--
-- A shape is kept as serialised text: it is read whole, to draw it or to ask whether a point is in it.
-- A classification belongs to an edition of a scheme and has dates, so that what held then can be told.
CREATE TABLE area (
    municipality TEXT NOT NULL REFERENCES municipality (id),
    id           TEXT NOT NULL,
    code         TEXT NOT NULL,
    name         TEXT NOT NULL,
    area_set     TEXT NOT NULL,
    sort_key     TEXT NOT NULL, -- the name with å, ä and ö in the order of Swedish
    shape        TEXT,
    people       BIGINT,
    people_year  BIGINT,
    before       TEXT NOT NULL, -- ids of the areas that it came from, parted by blanks
    source       TEXT,
    PRIMARY KEY (municipality, id),
    UNIQUE (municipality, area_set, code)
);

CREATE TABLE place (
    municipality TEXT NOT NULL REFERENCES municipality (id),
    id           TEXT NOT NULL,
    name         TEXT NOT NULL,
    sort_key     TEXT NOT NULL,
    area         TEXT,
    lon          DOUBLE PRECISION,
    lat          DOUBLE PRECISION,
    PRIMARY KEY (municipality, id),
    FOREIGN KEY (municipality, area) REFERENCES area (municipality, id)
);

CREATE TABLE classification (
    municipality TEXT NOT NULL,
    id           TEXT NOT NULL,
    area         TEXT,
    place        TEXT,
    scheme       TEXT NOT NULL,
    edition      TEXT NOT NULL,
    level        TEXT NOT NULL,
    from_day     TEXT NOT NULL,
    to_day       TEXT,
    source       TEXT,
    PRIMARY KEY (municipality, id),
    FOREIGN KEY (municipality, area) REFERENCES area (municipality, id),
    FOREIGN KEY (municipality, place) REFERENCES place (municipality, id)
);
CREATE INDEX classification_by_area ON classification (municipality, area);
