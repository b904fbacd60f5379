-- Jobs that come back, and what the outbox needs so that a message that could not be sent is tried again: any
-- node may pick one up, holds it for a while, and an administrator sees what went wrong.

CREATE TABLE job (
    municipality TEXT NOT NULL REFERENCES municipality (id),
    id           TEXT NOT NULL,
    kind         TEXT NOT NULL,
    payload      TEXT NOT NULL,
    run_at       TEXT NOT NULL,
    tries        BIGINT NOT NULL,
    state        TEXT NOT NULL, -- 'waiting', 'running' or 'given-up'
    held_until   TEXT,          -- while running: when another node may take it
    given_up_at  TEXT,
    done_at      TEXT,
    last_error   TEXT,
    PRIMARY KEY (municipality, id)
);
CREATE INDEX job_by_time ON job (state, run_at);

ALTER TABLE outbox ADD COLUMN run_at TEXT;
ALTER TABLE outbox ADD COLUMN tries BIGINT NOT NULL DEFAULT 0;
ALTER TABLE outbox ADD COLUMN last_error TEXT;
