CREATE TABLE host_notes (id INTEGER PRIMARY KEY, customer_id TEXT NOT NULL REFERENCES customers (id));
