-- News: what the parties tell the public. Joint from the start; public only when both have approved.
CREATE TABLE news (
    municipality TEXT NOT NULL REFERENCES municipality (id),
    id           TEXT NOT NULL,
    version      BIGINT NOT NULL,
    owner        TEXT NOT NULL,
    sharing      TEXT NOT NULL,
    title        TEXT NOT NULL,
    summary      TEXT NOT NULL,
    body         TEXT NOT NULL,
    quote        TEXT,          -- serialised Quote: a named office-holder's words
    source       TEXT,          -- the address where it was first told
    state        TEXT NOT NULL, -- the word, for filters
    detail       TEXT NOT NULL, -- the serialised state with what is known in it
    published_at TEXT,          -- for order and feed
    PRIMARY KEY (municipality, id),
    FOREIGN KEY (municipality, owner) REFERENCES organisation (municipality, id)
);
CREATE INDEX news_by_time ON news (municipality, state, published_at);
