-- Undoes V008__add_customer_search: drops customer_tags and what kept it, and the index over names.
--
-- Loses:   nothing, since customers.tags holds every tag.
-- Restores: customer_tags from customers
-- Locks:   the whole database for writers, until the transaction ends.

DROP INDEX idx_customer_risk;
CREATE INDEX idx_customer_risk ON customers (risk_category, risk_score);
DROP INDEX idx_customer_name;
DROP TRIGGER customers_tags_updated;
DROP TRIGGER customers_tags_inserted;
DROP TABLE customer_tags;
