-- Undoes V008__add_steps_and_order: drops the recorded steps and what is known of the order of deliveries.
--
-- Loses:   every recorded step, so that leased work under way would do its steps again; let it end before. The time of the
--          newest event of every subject, so that a late one is no longer told, and the count of those that were dropped.
-- Locks:   the whole database for writers, until the transaction ends.

DROP TABLE delivery_subjects;
DROP TABLE idempotency_steps;
