-- Undoes V012__add_leases: drops the recorded steps and what tells claims apart.
--
-- Loses:   every recorded step, so that leased work under way would do its steps again; let it end before.
-- Locks:   the whole database for writers, until the transaction ends.

DROP TABLE idempotency_steps;
DROP INDEX idx_idempotency_response;
DROP INDEX idx_idempotency_open;
ALTER TABLE idempotency_keys DROP COLUMN claimed_at;
ALTER TABLE idempotency_keys DROP COLUMN claim_id;
