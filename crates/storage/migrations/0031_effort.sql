-- What is planned, held, confirmed and cancelled. Hours and parties; no head-counts, no shifts.
--
-- Efforts may be hidden until they are held; presences never are, so they have no such column to set wrongly.
-- `public` is 1 when everyone may see the row as it stands: the public site asks for nothing else.
CREATE TABLE effort (
    municipality TEXT NOT NULL REFERENCES municipality (id),
    id           TEXT NOT NULL,
    version      BIGINT NOT NULL,
    owner        TEXT NOT NULL,
    sharing      TEXT NOT NULL,
    title        TEXT NOT NULL,
    about        TEXT NOT NULL,
    parties      TEXT NOT NULL,   -- serialised list of organisations
    place        TEXT NOT NULL,
    meet         TEXT,
    on_date      TEXT NOT NULL,   -- as planned; as held stands in detail
    from_time    TEXT NOT NULL,
    to_time      TEXT NOT NULL,
    visibility   TEXT NOT NULL,
    commitment   TEXT,
    state        TEXT NOT NULL,
    detail       TEXT NOT NULL,
    public       BIGINT NOT NULL,
    PRIMARY KEY (municipality, id),
    FOREIGN KEY (municipality, owner) REFERENCES organisation (municipality, id),
    FOREIGN KEY (municipality, commitment) REFERENCES commitment (municipality, id)
);
CREATE INDEX effort_by_day ON effort (municipality, on_date);
CREATE INDEX effort_by_commitment ON effort (municipality, commitment);

CREATE TABLE presence (
    municipality TEXT NOT NULL REFERENCES municipality (id),
    id           TEXT NOT NULL,
    version      BIGINT NOT NULL,
    owner        TEXT NOT NULL,
    sharing      TEXT NOT NULL,
    title        TEXT NOT NULL,
    about        TEXT NOT NULL,
    parties      TEXT NOT NULL,
    place        TEXT NOT NULL,
    on_date      TEXT NOT NULL,
    from_time    TEXT NOT NULL,
    to_time      TEXT NOT NULL,
    commitment   TEXT,
    state        TEXT NOT NULL,
    detail       TEXT NOT NULL,
    PRIMARY KEY (municipality, id),
    FOREIGN KEY (municipality, owner) REFERENCES organisation (municipality, id),
    FOREIGN KEY (municipality, commitment) REFERENCES commitment (municipality, id)
);
CREATE INDEX presence_by_day ON presence (municipality, on_date);
CREATE INDEX presence_by_commitment ON presence (municipality, commitment);
