-- A road with one direction.
CREATE TABLE signs (id INTEGER);
