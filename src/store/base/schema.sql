-- What is given.
CREATE TABLE meta (key TEXT PRIMARY KEY, value TEXT NOT NULL) STRICT, WITHOUT ROWID;

CREATE TABLE article (
  number    INTEGER PRIMARY KEY,
  id        TEXT NOT NULL,
  identity  TEXT NOT NULL,
  hash      TEXT NOT NULL,
  title     TEXT,
  date      TEXT,
  source    TEXT,
  url       TEXT,
  content   TEXT NOT NULL,
  text_start INTEGER NOT NULL,
  findings  TEXT NOT NULL,
  added     TEXT NOT NULL,
  removed   TEXT
) STRICT;
CREATE UNIQUE INDEX article_identity ON article (identity) WHERE removed IS NULL;
CREATE INDEX article_hash ON article (hash) WHERE removed IS NULL;

CREATE TABLE decision (number INTEGER PRIMARY KEY, line TEXT NOT NULL, added TEXT NOT NULL) STRICT;
CREATE INDEX decision_line ON decision (line);

CREATE TABLE known (node TEXT PRIMARY KEY, name TEXT NOT NULL, wikidata TEXT) STRICT, WITHOUT ROWID;

CREATE TABLE sentence (
  number  INTEGER PRIMARY KEY,
  article INTEGER NOT NULL REFERENCES article (number),
  first   INTEGER NOT NULL,
  last    INTEGER NOT NULL,
  names   TEXT NOT NULL
) STRICT;
CREATE INDEX sentence_article ON sentence (article);
CREATE VIRTUAL TABLE sentence_words USING fts5 (
  words, names, content = '', contentless_delete = 1, tokenize = "unicode61 remove_diacritics 2"
);

-- The articles that came or went since the graph was merged.
CREATE TABLE pending (article INTEGER PRIMARY KEY, came INTEGER NOT NULL) STRICT;
