-- Undoes V013__order_deliveries: drops what is known of the order of deliveries.
--
-- Loses:   the time of the newest event of every subject, so that a late one is no longer told, and the count of those
--          that were dropped.
-- Locks:   the whole database for writers, until the transaction ends.

DROP TABLE delivery_subjects;
