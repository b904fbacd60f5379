-- The joint situational picture. Its content is one serialised value with a format number of its own (counts, tests,
-- findings): it is made whole, approved whole and never changed in part. Each finding also has a row, so that the chain
-- can point at it and name it without reading the whole picture.
CREATE TABLE picture (
    municipality TEXT NOT NULL REFERENCES municipality (id),
    id           TEXT NOT NULL,
    version      BIGINT NOT NULL,
    owner        TEXT NOT NULL,
    sharing      TEXT NOT NULL,
    title        TEXT NOT NULL,
    from_day     TEXT NOT NULL,
    to_day       TEXT NOT NULL,
    content      TEXT NOT NULL,
    other        TEXT NOT NULL,
    analysis     TEXT NOT NULL,
    sources      TEXT NOT NULL,
    state        TEXT NOT NULL,
    detail       TEXT NOT NULL,
    published_at TEXT,
    PRIMARY KEY (municipality, id),
    FOREIGN KEY (municipality, owner) REFERENCES organisation (municipality, id)
);
CREATE INDEX picture_by_time ON picture (municipality, state, published_at);

CREATE TABLE finding (
    municipality TEXT NOT NULL,
    id           TEXT NOT NULL,
    picture      TEXT NOT NULL,
    name         TEXT NOT NULL, -- its name within the picture, 'area:torgby'
    title        TEXT NOT NULL, -- as it is said in Swedish
    PRIMARY KEY (municipality, id),
    FOREIGN KEY (municipality, picture) REFERENCES picture (municipality, id)
);
CREATE INDEX finding_of_picture ON finding (municipality, picture);
