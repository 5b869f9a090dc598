-- From versions up to 4 to 5: what comes and goes is merged by itself. What follows from the articles is made anew.
DROP TABLE teller;
DROP TABLE node;
DROP TABLE IF EXISTS name_word;
DROP TABLE event;
DROP TABLE participant;
DROP TABLE report;
DROP TABLE edge;
DROP TABLE IF EXISTS idle;
DROP TABLE IF EXISTS outline;
CREATE TABLE pending (article INTEGER PRIMARY KEY, came INTEGER NOT NULL) STRICT;
UPDATE meta SET value = '-1' WHERE key = 'merged';
