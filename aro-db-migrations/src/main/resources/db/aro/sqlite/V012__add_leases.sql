-- V012: tells the claims of a key apart, and remembers which steps of its work are done.
--
-- Why:     work on the outside world takes longer than a transaction, so its claim is a lease. claim_id says whose claim
--          a row holds even where two of one owner fall into one microsecond, claimed_at since when; and what a step
--          has done is recorded, so that the next owner does not do it again.
-- Locks:   the whole database for writers, until the transaction ends.
-- Back:    rollback/sqlite/V012__add_leases.sql drops the table and the columns, with their data.

ALTER TABLE idempotency_keys ADD COLUMN claim_id UUID
  CONSTRAINT ck_idempotency_keys_claim_id
    CHECK (glob('????????-????-????-????-????????????', claim_id) = 1 AND length(replace(claim_id, '-', '')) = 32
      AND glob('*[^0-9a-f-]*', claim_id) = 0);
ALTER TABLE idempotency_keys ADD COLUMN claimed_at TIMESTAMPTZ
  CONSTRAINT ck_idempotency_keys_claimed_at
    CHECK (datetime(claimed_at) IS NOT DISTINCT FROM substr(claimed_at, 1, 19) AND glob('*+00:00', claimed_at) = 1);

CREATE INDEX idx_idempotency_open ON idempotency_keys (state, updated_at) WHERE state <> 'completed';
CREATE INDEX idx_idempotency_response ON idempotency_keys (response_until) WHERE response IS NOT NULL;

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
