-- Indicators: figures that others publish again and again, each with its source.
--
-- A value of the whole municipality has the empty text as its area, so that the key has no NULL in it.
CREATE TABLE indicator (
    municipality TEXT NOT NULL REFERENCES municipality (id),
    id           TEXT NOT NULL,
    name         TEXT NOT NULL,
    unit         TEXT,
    source       TEXT,
    definition   TEXT NOT NULL,
    PRIMARY KEY (municipality, id)
);

CREATE TABLE indicator_value (
    municipality TEXT NOT NULL,
    indicator    TEXT NOT NULL,
    period       TEXT NOT NULL,
    area         TEXT NOT NULL,
    value        DOUBLE PRECISION NOT NULL,
    n            BIGINT,
    PRIMARY KEY (municipality, indicator, period, area),
    FOREIGN KEY (municipality, indicator) REFERENCES indicator (municipality, id)
);
