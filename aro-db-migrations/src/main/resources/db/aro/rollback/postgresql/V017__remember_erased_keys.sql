-- Undoes V017__remember_erased_keys: drops the secret of the hashes that erased texts are known by.
--
-- Loses:   the secret, so that keys and subjects that were erased are known no longer: a redelivery runs again.
--          Applied again, the migration makes another secret.
-- Locks:   SHARE ROW EXCLUSIVE on idempotency_keys and ACCESS EXCLUSIVE on idempotency_steps, which is read once.

ALTER TABLE idempotency_steps
  DROP CONSTRAINT fk_idempotency_steps_key,
  ADD CONSTRAINT fk_idempotency_steps_key FOREIGN KEY (scope, source, key)
    REFERENCES idempotency_keys (scope, source, key) ON DELETE CASCADE;

DROP TABLE erasure_secrets;
