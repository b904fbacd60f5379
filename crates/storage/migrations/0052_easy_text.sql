-- Easy texts: what a document says in easy Swedish. A table of its own and no column of the documents, since an agreement
-- that is signed cannot be changed but can still be told more simply, and since both owners approve the easy text by itself.
CREATE TABLE easy_text (
    municipality   TEXT NOT NULL REFERENCES municipality (id),
    id             TEXT NOT NULL,
    version        BIGINT NOT NULL,
    owner          TEXT NOT NULL,
    sharing        TEXT NOT NULL,
    subject_noun   TEXT NOT NULL, -- what it tells of, as in table link
    subject        TEXT NOT NULL,
    title          TEXT NOT NULL,
    body           TEXT NOT NULL, -- one thought a line
    release        TEXT NOT NULL,
    release_detail TEXT NOT NULL,
    PRIMARY KEY (municipality, id),
    UNIQUE (municipality, subject_noun, subject),
    FOREIGN KEY (municipality, owner) REFERENCES organisation (municipality, id)
);
