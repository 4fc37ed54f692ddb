-- Refers to a table that is not there.
CREATE TABLE first_table (id INTEGER);
INSERT INTO no_such_table VALUES (1);
