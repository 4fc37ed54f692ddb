CREATE TABLE host_notes (id INTEGER PRIMARY KEY, customer_id UUID NOT NULL REFERENCES customers (id));
