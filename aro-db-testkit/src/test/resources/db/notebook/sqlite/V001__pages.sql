-- A table of a service, for the tests of what services do with the testkit.
-- Locks nothing that is there; undone by dropping the table.
CREATE TABLE notebook_pages (
  id UUID NOT NULL,
  customer_id UUID NOT NULL,
  text VARCHAR(500) NOT NULL,
  CONSTRAINT pk_notebook_pages PRIMARY KEY (id),
  CONSTRAINT fk_notebook_pages_customer FOREIGN KEY (customer_id) REFERENCES customers (id) ON DELETE CASCADE
);

CREATE INDEX idx_notebook_pages_customer ON notebook_pages (customer_id);
