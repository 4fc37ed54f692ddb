-- Undoes V017__remember_erased_keys: drops the secret of the hashes that erased texts are known by.
--
-- Loses:   the secret, so that keys and subjects that were erased are known no longer: a redelivery runs again.
--          Applied again, the migration makes another secret.
-- Locks:   the whole database for writers, until the transaction ends.

CREATE TABLE kept_steps AS SELECT * FROM idempotency_steps;
DROP TABLE idempotency_steps;

CREATE TABLE idempotency_steps (
  scope      VARCHAR(50)  NOT NULL,
  source     VARCHAR(50)  NOT NULL,
  key        VARCHAR(255) NOT NULL,
  name       VARCHAR(100) NOT NULL,

  fence      BIGINT       NOT NULL,
  result     JSONB_TEXT   NOT NULL,
  created_at TIMESTAMPTZ  NOT NULL DEFAULT (strftime('%Y-%m-%d %H:%M:%f+00:00', 'now')),

  CONSTRAINT pk_idempotency_steps PRIMARY KEY (scope, source, key, name),
  CONSTRAINT fk_idempotency_steps_key FOREIGN KEY (scope, source, key)
    REFERENCES idempotency_keys (scope, source, key) ON DELETE CASCADE,

  CONSTRAINT ck_idempotency_steps_scope CHECK (typeof(scope) = 'text' AND length(scope) <= 50),
  CONSTRAINT ck_idempotency_steps_source CHECK (typeof(source) = 'text' AND length(source) <= 50),
  CONSTRAINT ck_idempotency_steps_key CHECK (typeof(key) = 'text' AND length(key) <= 255),
  CONSTRAINT ck_idempotency_steps_name CHECK (typeof(name) = 'text' AND length(name) <= 100),
  CONSTRAINT ck_idempotency_steps_fence CHECK (typeof(fence) = 'integer' AND fence >= 1),
  CONSTRAINT ck_idempotency_steps_result CHECK (json_valid(result)),
  CONSTRAINT ck_idempotency_steps_created_at
    CHECK (datetime(created_at) IS NOT DISTINCT FROM substr(created_at, 1, 19) AND glob('*+00:00', created_at) = 1)
);

INSERT INTO idempotency_steps (scope, source, key, name, fence, result, created_at)
SELECT scope, source, key, name, fence, result, created_at FROM kept_steps;

DROP TABLE kept_steps;

DROP TABLE erasure_secrets;
