-- From version 1 to 2: decisions have an order.
ALTER TABLE decision RENAME TO former;
CREATE TABLE decision (number INTEGER PRIMARY KEY, line TEXT NOT NULL, added TEXT NOT NULL) STRICT;
CREATE INDEX decision_line ON decision (line);
INSERT INTO decision (line, added) SELECT line, added FROM former ORDER BY line;
DROP TABLE former;
