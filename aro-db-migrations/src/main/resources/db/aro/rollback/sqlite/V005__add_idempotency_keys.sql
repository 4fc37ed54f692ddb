-- Undoes V005__add_idempotency_keys: drops idempotency_keys.
--
-- Loses:   the memory of requests already handled; a redelivery after this takes effect again.
-- Locks:   the whole database for writers, until the transaction ends.

DROP TABLE idempotency_keys;
