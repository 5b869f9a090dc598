-- What follows from it: the merged graph. What `sort` tells, byte by byte, puts rows in the order of their places.
CREATE TABLE teller (
  place   INTEGER PRIMARY KEY,
  id      TEXT NOT NULL UNIQUE,
  article INTEGER NOT NULL,
  sort    BLOB NOT NULL,
  sampled INTEGER NOT NULL,
  body    TEXT NOT NULL
) STRICT;
CREATE INDEX teller_article ON teller (article);
CREATE INDEX teller_sort ON teller (sort);

CREATE TABLE node (
  place    INTEGER PRIMARY KEY,
  id       TEXT NOT NULL UNIQUE,
  kind     TEXT NOT NULL,
  name     TEXT NOT NULL,
  country  TEXT NOT NULL,
  org      TEXT NOT NULL,
  wikidata TEXT,
  mentions INTEGER NOT NULL,
  sort     BLOB NOT NULL,
  body     TEXT NOT NULL
) STRICT;
CREATE INDEX node_sort ON node (sort);
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
  sort      BLOB NOT NULL,
  life      INTEGER,
  body      TEXT NOT NULL
) STRICT;
CREATE INDEX event_sort ON event (sort);
CREATE INDEX event_life ON event (life) WHERE life IS NOT NULL;
CREATE INDEX event_held_in ON event (held_in) WHERE held_in IS NOT NULL;
CREATE INDEX event_summit ON event (summit) WHERE summit IS NOT NULL;
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
  told     INTEGER NOT NULL,
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
  event  TEXT,
  sort   BLOB NOT NULL
) STRICT;
CREATE INDEX edge_sort ON edge (sort);
CREATE INDEX edge_event ON edge (event) WHERE event IS NOT NULL;

CREATE TABLE idle (decision INTEGER PRIMARY KEY) STRICT;

CREATE TABLE outline (part TEXT PRIMARY KEY, numbers BLOB NOT NULL) STRICT, WITHOUT ROWID;

-- How it was merged, for what comes and goes.
CREATE TABLE placed (
  signature INTEGER NOT NULL,
  month     INTEGER NOT NULL,
  teller    INTEGER NOT NULL,
  position  INTEGER NOT NULL,
  event     INTEGER NOT NULL,
  PRIMARY KEY (signature, month, teller, position)
) STRICT, WITHOUT ROWID;

CREATE TABLE sequence (number INTEGER NOT NULL, teller INTEGER NOT NULL, PRIMARY KEY (number, teller)) STRICT, WITHOUT ROWID;

CREATE TABLE located (name TEXT NOT NULL, teller INTEGER NOT NULL, node TEXT NOT NULL, PRIMARY KEY (name, teller)) STRICT, WITHOUT ROWID;

CREATE TABLE called (node TEXT NOT NULL, name TEXT NOT NULL, times INTEGER NOT NULL, PRIMARY KEY (node, name)) STRICT, WITHOUT ROWID;

CREATE TABLE gathering (family TEXT NOT NULL, event INTEGER NOT NULL, PRIMARY KEY (family, event)) STRICT, WITHOUT ROWID;

CREATE TABLE wanting (wanted TEXT NOT NULL, summit TEXT NOT NULL, PRIMARY KEY (wanted, summit)) STRICT, WITHOUT ROWID;

CREATE TABLE uneven (node TEXT PRIMARY KEY) STRICT, WITHOUT ROWID;
