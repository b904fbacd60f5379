-- Reviews: was it done, and did it help? Answers are one serialised value because they are only read together.
CREATE TABLE review (
    municipality   TEXT NOT NULL REFERENCES municipality (id),
    id             TEXT NOT NULL,
    version        BIGINT NOT NULL,
    owner          TEXT NOT NULL,
    sharing        TEXT NOT NULL,
    title          TEXT NOT NULL,
    about_noun     TEXT NOT NULL,
    about_id       TEXT NOT NULL,
    starts         TEXT NOT NULL,
    ends           TEXT NOT NULL,
    answers        TEXT NOT NULL,
    verdict        TEXT NOT NULL,
    verdict_detail TEXT NOT NULL,
    lesson         TEXT NOT NULL,
    release        TEXT NOT NULL,
    release_detail TEXT NOT NULL,
    PRIMARY KEY (municipality, id),
    FOREIGN KEY (municipality, owner) REFERENCES organisation (municipality, id)
);
CREATE INDEX review_by_subject ON review (municipality, about_noun, about_id);
