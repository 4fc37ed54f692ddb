-- Undoes V007__add_customer_tags: drops customer_tags and what kept it.
--
-- Loses:   nothing, since customers.tags holds every tag.
-- Restores: customer_tags from customers
-- Locks:   the whole database for writers, until the transaction ends.

DROP TRIGGER customers_tags_updated;
DROP TRIGGER customers_tags_inserted;
DROP TABLE customer_tags;
