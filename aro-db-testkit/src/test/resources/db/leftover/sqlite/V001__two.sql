-- Two tables.
CREATE TABLE kept (id INTEGER);
CREATE TABLE gone (id INTEGER);
