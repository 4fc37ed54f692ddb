CREATE TABLE ${table} (id INTEGER);
