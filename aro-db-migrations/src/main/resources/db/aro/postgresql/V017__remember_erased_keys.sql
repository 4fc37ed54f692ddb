-- V017: lets what is erased stay known by a keyed hash.
--
-- Why:     a provider delivers again what it delivered before an erasure, so the key of a request and the subject of a
--          delivery stay as hashes. Their secret is made here, another one in each database. The steps of a key follow it
--          when it becomes a hash.
-- Locks:   SHARE ROW EXCLUSIVE on idempotency_keys and ACCESS EXCLUSIVE on idempotency_steps, which is read once.
-- Back:    rollback/postgresql/V017__remember_erased_keys.sql drops the secret: keys and subjects that were erased are
--          then known no longer.

CREATE TABLE erasure_secrets (
  id     integer     NOT NULL,
  secret varchar(64) NOT NULL,

  CONSTRAINT pk_erasure_secrets PRIMARY KEY (id),
  CONSTRAINT ck_erasure_secrets_id CHECK (id = 1),
  CONSTRAINT ck_erasure_secrets_secret CHECK (secret ~ '^[0-9a-f]{64}$')
);

COMMENT ON TABLE erasure_secrets IS 'The secret of the hashes that erased texts are known by; one row.';
COMMENT ON COLUMN erasure_secrets.id IS 'Always 1.';
COMMENT ON COLUMN erasure_secrets.secret IS 'Random 32 bytes in hexadecimal digits, made by the migration.';

-- Four ids of 122 random bits each; a UUID alone would leave some bits of the secret known.
INSERT INTO erasure_secrets (id, secret)
SELECT 1, encode(sha256(convert_to(
  gen_random_uuid()::text || gen_random_uuid()::text || gen_random_uuid()::text || gen_random_uuid()::text, 'UTF8')), 'hex');

-- lint: allow scanning-constraint because the first release starts with this script, so the table has no rows.
ALTER TABLE idempotency_steps
  DROP CONSTRAINT fk_idempotency_steps_key,
  ADD CONSTRAINT fk_idempotency_steps_key FOREIGN KEY (scope, source, key)
    REFERENCES idempotency_keys (scope, source, key) ON UPDATE CASCADE ON DELETE CASCADE;
