-- Undoes V012__add_leases: drops the recorded steps and what tells claims apart.
--
-- Loses:   every recorded step, so that leased work under way would do its steps again; let it end before.
-- Locks:   ACCESS EXCLUSIVE on idempotency_keys and on what it drops, until the transaction ends.

DROP TABLE idempotency_steps;
DROP INDEX idx_idempotency_response;
DROP INDEX idx_idempotency_open;
ALTER TABLE idempotency_keys
  DROP COLUMN claimed_at,
  DROP COLUMN claim_id;
