-- Every time is in milliseconds since 1970, UTC. Every "sum" is the xxHash64
-- of the other columns of its row, checked whenever the row is read.

CREATE TABLE article (
    n          INTEGER PRIMARY KEY,     -- order of first arrival, never used again
    id         TEXT    NOT NULL UNIQUE,
    identity   BLOB    UNIQUE,          -- what makes it this article: URL, or source and content
    collection TEXT    NOT NULL,
    version    INTEGER NOT NULL,
    deleted    INTEGER NOT NULL,
    added      INTEGER NOT NULL,
    seq        INTEGER NOT NULL,        -- its last change
    revision   INTEGER NOT NULL,        -- revision.seq of its present content
    copy_of    TEXT    NOT NULL,        -- id of the article it repeats, or empty
    sum        INTEGER NOT NULL
);
CREATE INDEX article_copy ON article (copy_of) WHERE copy_of <> '';

-- The content of one version, under the number of the change that brought it.
CREATE TABLE revision (
    seq      INTEGER PRIMARY KEY,
    article  INTEGER NOT NULL REFERENCES article (n) DEFERRABLE INITIALLY DEFERRED,
    version  INTEGER NOT NULL,
    put      INTEGER NOT NULL,
    hash     BLOB    NOT NULL,          -- SHA-256 of the content
    original INTEGER REFERENCES original (n),
    body     BLOB    NOT NULL,          -- zstd: length of the fields, the fields as JSON, the text
    sum      INTEGER NOT NULL,
    UNIQUE (article, version)
);

CREATE TABLE original (
    n    INTEGER PRIMARY KEY,
    hash BLOB    NOT NULL UNIQUE,       -- SHA-256 of the bytes
    body BLOB    NOT NULL               -- zstd
);

CREATE TABLE change (
    seq     INTEGER PRIMARY KEY,        -- without gaps, in the order of commits
    article INTEGER NOT NULL REFERENCES article (n) DEFERRABLE INITIALLY DEFERRED,
    version INTEGER NOT NULL,
    deleted INTEGER NOT NULL,
    sum     INTEGER NOT NULL
);
CREATE INDEX change_article ON change (article, seq);

-- Where copies are looked for: band hashes of the articles that are no copies.
CREATE TABLE band (
    hash    INTEGER NOT NULL,
    article INTEGER NOT NULL,
    PRIMARY KEY (hash, article)
) WITHOUT ROWID;
