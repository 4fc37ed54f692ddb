-- Undoes V007__add_customer_tags: drops customer_tags and what kept it.
--
-- Loses:   nothing, since customers.tags holds every tag.
-- Restores: customer_tags from customers
-- Locks:   ACCESS EXCLUSIVE on customers and on what it drops, until the transaction ends.

DROP TRIGGER customers_tags_updated ON customers;
DROP TRIGGER customers_tags_inserted ON customers;
DROP FUNCTION customers_tags_sync();
DROP TABLE customer_tags;
