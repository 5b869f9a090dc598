-- From version 3 to 4: what counts, ties and ranks all events reads their outline.
CREATE TABLE outline (part TEXT PRIMARY KEY, numbers BLOB NOT NULL) STRICT, WITHOUT ROWID;
