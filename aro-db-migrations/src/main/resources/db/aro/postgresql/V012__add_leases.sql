-- V012: tells the claims of a key apart, and remembers which steps of its work are done.
--
-- Why:     work on the outside world takes longer than a transaction, so its claim is a lease. claim_id says whose claim
--          a row holds even where two of one owner fall into one microsecond, claimed_at since when; and what a step
--          has done is recorded, so that the next owner does not do it again.
-- Locks:   ACCESS EXCLUSIVE on idempotency_keys while the two columns are added, which takes a moment, and SHARE while
--          the two indexes are built, which reads the table.
-- Back:    rollback/postgresql/V012__add_leases.sql drops the table and the columns, with their data.

ALTER TABLE idempotency_keys
  ADD COLUMN claim_id uuid,
  ADD COLUMN claimed_at timestamptz;

CREATE INDEX idx_idempotency_open ON idempotency_keys (state, updated_at) WHERE state <> 'completed';
CREATE INDEX idx_idempotency_response ON idempotency_keys (response_until) WHERE response IS NOT NULL;

CREATE TABLE idempotency_steps (
  scope      varchar(50)  NOT NULL,
  source     varchar(50)  NOT NULL,
  key        varchar(255) NOT NULL,
  name       varchar(100) NOT NULL,

  fence      bigint       NOT NULL,
  result     jsonb        NOT NULL,
  created_at timestamptz  NOT NULL DEFAULT CURRENT_TIMESTAMP,

  CONSTRAINT pk_idempotency_steps PRIMARY KEY (scope, source, key, name),
  CONSTRAINT fk_idempotency_steps_key FOREIGN KEY (scope, source, key)
    REFERENCES idempotency_keys (scope, source, key) ON DELETE CASCADE,
  CONSTRAINT ck_idempotency_steps_fence CHECK (fence >= 1)
);

COMMENT ON COLUMN idempotency_keys.claim_id IS 'Id of the claim, another one with every new owner.';
COMMENT ON COLUMN idempotency_keys.claimed_at IS 'Since when the claim holds.';
COMMENT ON TABLE idempotency_steps IS 'One row for each step of leased work that is done and must not be done again.';
COMMENT ON COLUMN idempotency_steps.scope IS 'Scope of the key the work is for.';
COMMENT ON COLUMN idempotency_steps.source IS 'Source of the key.';
COMMENT ON COLUMN idempotency_steps.key IS 'The key at its source.';
COMMENT ON COLUMN idempotency_steps.name IS 'Name of the step within the work.';
COMMENT ON COLUMN idempotency_steps.fence IS 'Number of the claim under which it was done.';
COMMENT ON COLUMN idempotency_steps.result IS 'What it came to.';
COMMENT ON COLUMN idempotency_steps.created_at IS 'When it was recorded.';
