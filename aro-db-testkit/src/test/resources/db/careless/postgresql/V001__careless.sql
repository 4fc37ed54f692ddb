-- A table without a key, a foreign key without an index, and no way back: what a checklist must find.
CREATE TABLE careless_notes (
  customer_id UUID NOT NULL,
  text VARCHAR(500) NOT NULL,
  CONSTRAINT fk_careless_notes_customer FOREIGN KEY (customer_id) REFERENCES customers (id)
);
