-- V017: lets what is erased stay known by a keyed hash.
--
-- Why:     a provider delivers again what it delivered before an erasure, so the key of a request and the subject of a
--          delivery stay as hashes. Their secret is made here, another one in each database. The steps of a key follow it
--          when it becomes a hash.
-- Locks:   the whole database for writers, until the transaction ends.
-- Back:    rollback/sqlite/V017__remember_erased_keys.sql drops the secret: keys and subjects that were erased are then
--          known no longer.

CREATE TABLE erasure_secrets (
  id     INTEGER     NOT NULL,
  secret VARCHAR(64) NOT NULL,

  CONSTRAINT pk_erasure_secrets PRIMARY KEY (id),
  CONSTRAINT ck_erasure_secrets_id CHECK (typeof(id) = 'integer' AND id = 1),
  CONSTRAINT ck_erasure_secrets_secret
    CHECK (typeof(secret) = 'text' AND length(secret) = 64 AND glob('*[^0-9a-f]*', secret) = 0)
);

INSERT INTO erasure_secrets (id, secret) VALUES (1, lower(hex(randomblob(32))));

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
    REFERENCES idempotency_keys (scope, source, key) ON UPDATE CASCADE ON DELETE CASCADE,

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
