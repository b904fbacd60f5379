-- The ground: municipalities, who takes part, who may sign in, what was done, what must be told.
--
-- The municipality is the first part of every key, so that one never sees another's rows by mistake and
-- so that a country's data can be parted by it later. Instants are RFC 3339 in UTC with whole seconds and
-- dates are YYYY-MM-DD, both as TEXT: they sort as they are written, alike on SQLite and PostgreSQL.

CREATE TABLE municipality (
    id             TEXT PRIMARY KEY,
    name           TEXT NOT NULL,
    code           TEXT,
    band           TEXT,
    smallest_shown BIGINT NOT NULL
);

CREATE TABLE organisation (
    municipality TEXT NOT NULL REFERENCES municipality (id),
    id           TEXT NOT NULL,
    name         TEXT NOT NULL,
    short        TEXT NOT NULL,
    kind         TEXT NOT NULL,
    PRIMARY KEY (municipality, id)
);

CREATE TABLE account (
    municipality TEXT NOT NULL,
    id           TEXT NOT NULL,
    organisation TEXT NOT NULL,
    name         TEXT NOT NULL,
    login        TEXT NOT NULL,
    roles        TEXT NOT NULL, -- words parted by a space
    state        TEXT NOT NULL,
    password     TEXT,          -- argon2id, none until it is chosen through a one-time link
    PRIMARY KEY (municipality, id),
    UNIQUE (municipality, login),
    FOREIGN KEY (municipality, organisation) REFERENCES organisation (municipality, id)
);

-- Only hashes of tokens are kept: who reads the database cannot sign in with what it finds.
CREATE TABLE session (
    municipality TEXT NOT NULL,
    token_hash   TEXT NOT NULL,
    account      TEXT NOT NULL,
    made_at      TEXT NOT NULL,
    seen_at      TEXT NOT NULL,
    ends_at      TEXT NOT NULL,
    PRIMARY KEY (municipality, token_hash),
    FOREIGN KEY (municipality, account) REFERENCES account (municipality, id)
);

CREATE TABLE one_time_link (
    municipality TEXT NOT NULL,
    token_hash   TEXT NOT NULL,
    account      TEXT NOT NULL,
    purpose      TEXT NOT NULL, -- 'sign-in' or 'choose-password'
    ends_at      TEXT NOT NULL,
    used_at      TEXT,
    PRIMARY KEY (municipality, token_hash),
    FOREIGN KEY (municipality, account) REFERENCES account (municipality, id)
);

-- Each entry carries the hash of the one before; audit_head carries how many there are and the last hash,
-- sealed with a key that is not in the database, so that cutting off the end is seen too.
CREATE TABLE audit_entry (
    municipality TEXT NOT NULL REFERENCES municipality (id),
    number       BIGINT NOT NULL,
    at           TEXT NOT NULL,
    who          TEXT NOT NULL,
    what         TEXT NOT NULL,
    noun         TEXT NOT NULL,
    record       TEXT NOT NULL,
    note         TEXT NOT NULL,
    before       TEXT NOT NULL,
    hash         TEXT NOT NULL,
    PRIMARY KEY (municipality, number)
);
CREATE INDEX audit_entry_by_record ON audit_entry (municipality, noun, record);

CREATE TABLE audit_head (
    municipality TEXT PRIMARY KEY REFERENCES municipality (id),
    entries      BIGINT NOT NULL,
    hash         TEXT NOT NULL,
    seal         TEXT NOT NULL
);

-- What others must be told leaves in the transaction that causes it; a job sends it afterwards.
CREATE TABLE outbox (
    municipality TEXT NOT NULL REFERENCES municipality (id),
    id           TEXT NOT NULL,
    topic        TEXT NOT NULL,
    payload      TEXT NOT NULL,
    made_at      TEXT NOT NULL,
    sent_at      TEXT,
    PRIMARY KEY (municipality, id)
);
CREATE INDEX outbox_unsent ON outbox (sent_at, made_at);

-- The arrows of the chain: to_ rests on from_.
CREATE TABLE link (
    municipality TEXT NOT NULL REFERENCES municipality (id),
    from_noun    TEXT NOT NULL,
    from_id      TEXT NOT NULL,
    to_noun      TEXT NOT NULL,
    to_id        TEXT NOT NULL,
    PRIMARY KEY (municipality, from_noun, from_id, to_noun, to_id)
);
CREATE INDEX link_backwards ON link (municipality, to_noun, to_id);
