-- V008: finds customers by tag, by the beginning of the name, and by risk page by page.
--
-- Why:     an index over the array of tags gives the customers of a tag in no order, so each tag gets a row of its own.
--          Triggers keep these rows equal to customers.tags in the statement that changes it, whoever sends it.
--          A restore of data alone into tables that are there needs --disable-triggers, or it makes these rows twice.
-- Locks:   ACCESS EXCLUSIVE on customers until the transaction ends; two indexes over it are built in it.
-- Back:    rollback/postgresql/V008__add_customer_search.sql drops the table, the triggers and the index.

-- With the id, so that a page begins exactly after the one before it however many customers have the same score.
-- It comes first, because it takes the strongest lock of all and a lock that grows can end in a deadlock.
DROP INDEX idx_customer_risk;
CREATE INDEX idx_customer_risk ON customers (risk_category, risk_score, id);

CREATE TABLE customer_tags (
  customer_id uuid         NOT NULL,
  tag         varchar(255) COLLATE "C" NOT NULL,

  CONSTRAINT pk_customer_tags PRIMARY KEY (customer_id, tag),
  CONSTRAINT fk_customer_tags_customer FOREIGN KEY (customer_id) REFERENCES customers (id) ON DELETE CASCADE
);

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

CREATE TRIGGER customers_tags_inserted AFTER INSERT ON customers
  FOR EACH ROW WHEN (NEW.tags <> '{}') EXECUTE FUNCTION customers_tags_sync();

CREATE TRIGGER customers_tags_updated AFTER UPDATE OF tags ON customers
  FOR EACH ROW WHEN (NEW.tags IS DISTINCT FROM OLD.tags) EXECUTE FUNCTION customers_tags_sync();

INSERT INTO customer_tags (customer_id, tag)
SELECT DISTINCT customers.id, given.tag FROM customers, unnest(customers.tags) AS given (tag)
WHERE length(given.tag) <= 255;

-- Small letters are those of ASCII, as the column sorts by "C"; the range of a prefix is in the order of this index.
CREATE INDEX idx_customer_name ON customers (lower(name), id);
