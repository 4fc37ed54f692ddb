-- V007: finds customers by tag.
--
-- Why:     an index over the array of tags gives the customers of a tag in no order, so each tag gets a row of its own.
--          Triggers keep these rows equal to customers.tags in the statement that changes it, whoever sends it.
--          A restore of data alone into tables that are there needs --disable-triggers, or it makes these rows twice.
-- Locks:   SHARE ROW EXCLUSIVE on customers, until the transaction ends.
-- Back:    rollback/postgresql/V007__add_customer_tags.sql drops the table and the triggers.

CREATE TABLE customer_tags (
  customer_id uuid         NOT NULL,
  tag         varchar(255) COLLATE "C" NOT NULL,

  CONSTRAINT pk_customer_tags PRIMARY KEY (customer_id, tag),
  CONSTRAINT fk_customer_tags_customer FOREIGN KEY (customer_id) REFERENCES customers (id) ON DELETE CASCADE
);

COMMENT ON TABLE customer_tags IS
  'One row for each tag of each customer, kept equal to customers.tags by triggers, so that an index finds them.';
COMMENT ON COLUMN customer_tags.customer_id IS 'The customer who has the tag.';
COMMENT ON COLUMN customer_tags.tag IS 'The tag.';

CREATE INDEX idx_customer_tag ON customer_tags (tag, customer_id);

-- The library writes no tag that is longer and asks for none, so one that is was put there by hand and is left out.
CREATE FUNCTION customers_tags_sync() RETURNS trigger LANGUAGE plpgsql SET search_path FROM CURRENT AS $$
BEGIN
  IF TG_OP = 'UPDATE' THEN
    DELETE FROM customer_tags WHERE customer_id = NEW.id AND tag <> ALL (NEW.tags);
  END IF;
  INSERT INTO customer_tags (customer_id, tag)
  SELECT DISTINCT NEW.id, given.tag FROM unnest(NEW.tags) AS given (tag)
  WHERE length(given.tag) <= 255
    AND NOT EXISTS (SELECT FROM customer_tags held WHERE held.customer_id = NEW.id AND held.tag = given.tag);
  RETURN NULL;
END
$$;

-- Promise: a customer is found by each tag, whoever writes the tags.
CREATE TRIGGER customers_tags_inserted AFTER INSERT ON customers
  FOR EACH ROW WHEN (NEW.tags <> '{}') EXECUTE FUNCTION customers_tags_sync();

-- Promise: a customer is found by each tag, whoever writes the tags.
CREATE TRIGGER customers_tags_updated AFTER UPDATE OF tags ON customers
  FOR EACH ROW WHEN (NEW.tags IS DISTINCT FROM OLD.tags) EXECUTE FUNCTION customers_tags_sync();

INSERT INTO customer_tags (customer_id, tag)
SELECT DISTINCT customers.id, given.tag FROM customers, unnest(customers.tags) AS given (tag)
WHERE length(given.tag) <= 255;
