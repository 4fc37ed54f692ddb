-- V007: finds customers by tag.
--
-- Why:     a list of tags inside a row has no index that gives the customers of a tag in order, so each tag gets a row of
--          its own. Triggers keep these rows equal to customers.tags in the statement that changes it, whoever sends it.
--          A migration that builds customers anew must create both triggers anew as well.
-- Locks:   the whole database for writers, until the transaction ends.
-- Back:    rollback/sqlite/V007__add_customer_tags.sql drops the table and the triggers.

CREATE TABLE customer_tags (
  customer_id UUID         NOT NULL,
  tag         VARCHAR(255) NOT NULL,

  CONSTRAINT pk_customer_tags PRIMARY KEY (customer_id, tag),
  CONSTRAINT fk_customer_tags_customer FOREIGN KEY (customer_id) REFERENCES customers (id) ON DELETE CASCADE,

  CONSTRAINT ck_customer_tags_customer_id
    CHECK (glob('????????-????-????-????-????????????', customer_id) = 1 AND length(replace(customer_id, '-', '')) = 32
      AND glob('*[^0-9a-f-]*', customer_id) = 0),
  CONSTRAINT ck_customer_tags_tag CHECK (typeof(tag) = 'text' AND length(tag) <= 255)
) WITHOUT ROWID;

CREATE INDEX idx_customer_tag ON customer_tags (tag, customer_id);

-- The library writes no tag that is longer and asks for none, so one that is was put there by hand and is left out.
-- Promise: a customer is found by each tag, whoever writes the tags.
CREATE TRIGGER customers_tags_inserted AFTER INSERT ON customers WHEN NEW.tags <> '[]'
BEGIN
  INSERT INTO customer_tags (customer_id, tag)
  SELECT DISTINCT NEW.id, value FROM json_each(NEW.tags) WHERE type = 'text' AND length(value) <= 255;
END;

-- Promise: a customer is found by each tag, whoever writes the tags.
CREATE TRIGGER customers_tags_updated AFTER UPDATE OF tags ON customers WHEN NEW.tags IS NOT OLD.tags
BEGIN
  DELETE FROM customer_tags
  WHERE customer_id = NEW.id AND tag NOT IN (SELECT value FROM json_each(NEW.tags) WHERE type = 'text');
  INSERT INTO customer_tags (customer_id, tag)
  SELECT DISTINCT NEW.id, value FROM json_each(NEW.tags)
  WHERE type = 'text' AND length(value) <= 255
    AND NOT EXISTS (SELECT 1 FROM customer_tags WHERE customer_id = NEW.id AND tag = value);
END;

INSERT INTO customer_tags (customer_id, tag)
SELECT DISTINCT customers.id, value FROM customers, json_each(customers.tags)
WHERE type = 'text' AND length(value) <= 255;
