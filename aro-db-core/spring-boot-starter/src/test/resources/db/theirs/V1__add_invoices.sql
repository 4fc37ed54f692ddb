CREATE TABLE invoices (id INTEGER PRIMARY KEY, appointment_id VARCHAR(36)); INSERT INTO invoices (id) SELECT count(*) FROM customers;
