-- What is kept beside the articles: API keys, feeds, saved searches; one JSON
-- object each.
CREATE TABLE state (
    kind TEXT NOT NULL,
    name TEXT NOT NULL,
    body BLOB NOT NULL,
    sum  INTEGER NOT NULL,
    PRIMARY KEY (kind, name)
) WITHOUT ROWID;

-- Items of feeds that were dealt with, under the first half of the SHA-256 of
-- their id, with what they looked like then.
CREATE TABLE feed_item (
    feed TEXT    NOT NULL,
    item BLOB    NOT NULL,
    mark TEXT    NOT NULL,
    seen INTEGER NOT NULL,
    PRIMARY KEY (feed, item)
) WITHOUT ROWID;

-- Articles that matched a saved search, in the order in which they did.
CREATE TABLE match (
    n       INTEGER PRIMARY KEY AUTOINCREMENT,
    search  TEXT    NOT NULL,
    article TEXT    NOT NULL,
    version INTEGER NOT NULL,
    at      INTEGER NOT NULL
);
CREATE INDEX match_search ON match (search, n);
CREATE UNIQUE INDEX match_version ON match (search, article, version);

CREATE TABLE audit (
    n    INTEGER PRIMARY KEY AUTOINCREMENT,
    at   INTEGER NOT NULL,
    body BLOB    NOT NULL,
    sum  INTEGER NOT NULL
);
