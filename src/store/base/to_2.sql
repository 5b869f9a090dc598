-- From version 1 to 2: decisions have an order, and reports ids.
ALTER TABLE decision RENAME TO former;
CREATE TABLE decision (number INTEGER PRIMARY KEY, line TEXT NOT NULL, added TEXT NOT NULL) STRICT;
CREATE INDEX decision_line ON decision (line);
INSERT INTO decision (line, added) SELECT line, added FROM former ORDER BY line;
DROP TABLE former;
DROP TABLE report;
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
CREATE TABLE idle (decision INTEGER PRIMARY KEY) STRICT;
