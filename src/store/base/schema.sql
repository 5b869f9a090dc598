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

-- What follows from it: the merged graph.
CREATE TABLE teller (place INTEGER PRIMARY KEY, id TEXT NOT NULL UNIQUE, article INTEGER NOT NULL, body TEXT NOT NULL) STRICT;

CREATE TABLE node (
  place    INTEGER PRIMARY KEY,
  id       TEXT NOT NULL UNIQUE,
  kind     TEXT NOT NULL,
  name     TEXT NOT NULL,
  country  TEXT NOT NULL,
  org      TEXT NOT NULL,
  wikidata TEXT,
  mentions INTEGER NOT NULL,
  body     TEXT NOT NULL
) STRICT;
CREATE INDEX node_country ON node (country);
CREATE INDEX node_org ON node (org);

CREATE TABLE name_word (word TEXT NOT NULL, node INTEGER NOT NULL, PRIMARY KEY (word, node)) STRICT, WITHOUT ROWID;

CREATE TABLE event (
  place     INTEGER PRIMARY KEY,
  id        TEXT NOT NULL UNIQUE,
  type      TEXT NOT NULL,
  status    TEXT NOT NULL,
  date      TEXT,
  first_day TEXT,
  last_day  TEXT,
  date_rule TEXT NOT NULL,
  held_in   TEXT,
  meeting   TEXT,
  summit    TEXT,
  score     REAL NOT NULL,
  sources   INTEGER NOT NULL,
  body      TEXT NOT NULL
) STRICT;
CREATE INDEX event_day ON event (first_day, last_day);

CREATE TABLE participant (
  node  TEXT NOT NULL,
  event TEXT NOT NULL,
  side  TEXT NOT NULL,
  PRIMARY KEY (node, event, side)
) STRICT, WITHOUT ROWID;
CREATE INDEX participant_event ON participant (event);

CREATE TABLE report (
  event    TEXT NOT NULL,
  position INTEGER NOT NULL,
  id       TEXT NOT NULL,
  article  INTEGER NOT NULL,
  first    INTEGER NOT NULL,
  last     INTEGER NOT NULL,
  status   TEXT NOT NULL,
  date     TEXT,
  score    REAL NOT NULL,
  PRIMARY KEY (event, position)
) STRICT, WITHOUT ROWID;
CREATE INDEX report_article ON report (article, first);

CREATE TABLE edge (
  place  INTEGER PRIMARY KEY,
  id     TEXT NOT NULL UNIQUE,
  source TEXT NOT NULL,
  target TEXT NOT NULL,
  kind   TEXT NOT NULL,
  event  TEXT
) STRICT;
CREATE INDEX edge_event ON edge (event) WHERE event IS NOT NULL;

CREATE TABLE idle (decision INTEGER PRIMARY KEY) STRICT;

CREATE TABLE outline (part TEXT PRIMARY KEY, numbers BLOB NOT NULL) STRICT, WITHOUT ROWID;
