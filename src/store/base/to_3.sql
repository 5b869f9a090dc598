-- From version 2 to 3: nodes are found by the words of their names, edges by their events, and events by both their days.
DROP INDEX event_day;
CREATE INDEX event_day ON event (first_day, last_day);
CREATE INDEX node_country ON node (country);
CREATE INDEX node_org ON node (org);
CREATE TABLE name_word (word TEXT NOT NULL, node INTEGER NOT NULL, PRIMARY KEY (word, node)) STRICT, WITHOUT ROWID;
CREATE INDEX edge_event ON edge (event) WHERE event IS NOT NULL;
