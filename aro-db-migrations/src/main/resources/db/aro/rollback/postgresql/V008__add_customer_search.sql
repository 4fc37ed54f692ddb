-- Undoes V008__add_customer_search: drops customer_tags and what kept it, and the index over names.
--
-- Loses:   nothing, since customers.tags holds every tag.
-- Restores: customer_tags from customers
-- Locks:   ACCESS EXCLUSIVE on customers and on what it drops, until the transaction ends.

DROP INDEX idx_customer_risk;
CREATE INDEX idx_customer_risk ON customers (risk_category, risk_score);
DROP INDEX idx_customer_name;
DROP TRIGGER customers_tags_updated ON customers;
DROP TRIGGER customers_tags_inserted ON customers;
DROP FUNCTION customers_tags_sync();
DROP TABLE customer_tags;
