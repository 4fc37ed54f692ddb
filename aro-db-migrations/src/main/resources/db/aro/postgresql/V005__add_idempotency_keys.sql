-- V005: the keys of requests already taken on, so that each takes effect once.
--
-- Why:     a boolean "seen" cannot tell done from in progress. `state`, `owner`, `fence` and three clocks can:
--          lease_until (when another may take over), response_until (how long the response is replayed) and
--          expires_at (how long a duplicate is recognised). claim_id says whose claim a row holds even where two of one
--          owner fall into one microsecond, claimed_at since when.
-- Types:   the response is json and not jsonb, which would write its numbers anew: 1E+3 would come back as 1000.
-- Locks:   creates new objects only; nothing that exists is locked.
-- Back:    rollback/postgresql/V005__add_idempotency_keys.sql drops the table, with its data.

-- lint: allow textual-json because the text is kept as it was written, scale of its numbers included.
CREATE TABLE idempotency_keys (
  scope          varchar(50)  NOT NULL DEFAULT '',
  source         varchar(50)  NOT NULL DEFAULT '',
  key            varchar(255) NOT NULL,

  state          varchar(20)  NOT NULL DEFAULT 'in_progress',
  fingerprint    varchar(100),
  response       json,

  owner          varchar(255),
  claim_id       uuid,
  claimed_at     timestamptz,
  fence          bigint       NOT NULL DEFAULT 1,
  attempts       integer      NOT NULL DEFAULT 1,
  lease_until    timestamptz,
  open_state     varchar(20),
  open_since     timestamptz,
  not_before     timestamptz,
  last_error     varchar(500),

  created_at     timestamptz  NOT NULL DEFAULT CURRENT_TIMESTAMP,
  updated_at     timestamptz  NOT NULL DEFAULT CURRENT_TIMESTAMP,
  completed_at   timestamptz,
  response_until timestamptz,
  expires_at     timestamptz,

  CONSTRAINT pk_idempotency_keys PRIMARY KEY (scope, source, key),
  CONSTRAINT ck_idempotency_keys_completed CHECK ((state = 'completed') = (completed_at IS NOT NULL)),
  CONSTRAINT ck_idempotency_keys_key CHECK (key <> ''),
  CONSTRAINT ck_idempotency_keys_state CHECK (state IN ('in_progress', 'completed', 'released', 'parked', 'exhausted')),
  CONSTRAINT ck_idempotency_keys_fingerprint CHECK (fingerprint ~ '^[1-9][0-9]{0,5}:[0-9a-f]{64}$'),
  CONSTRAINT ck_idempotency_keys_claimed_at
    CHECK (claimed_at BETWEEN '0001-01-01 00:00:00+00' AND '9999-12-31 23:59:59.999999+00'),
  CONSTRAINT ck_idempotency_keys_fence CHECK (fence >= 1),
  CONSTRAINT ck_idempotency_keys_attempts CHECK (attempts >= 1),
  CONSTRAINT ck_idempotency_keys_lease_until
    CHECK (lease_until BETWEEN '0001-01-01 00:00:00+00' AND '9999-12-31 23:59:59.999999+00'),
  CONSTRAINT ck_idempotency_keys_open_state CHECK (open_state IN ('in_progress', 'released', 'parked', 'exhausted')),
  CONSTRAINT ck_idempotency_keys_open_since
    CHECK (open_since BETWEEN '0001-01-01 00:00:00+00' AND '9999-12-31 23:59:59.999999+00'),
  CONSTRAINT ck_idempotency_keys_not_before
    CHECK (not_before BETWEEN '0001-01-01 00:00:00+00' AND '9999-12-31 23:59:59.999999+00'),
  CONSTRAINT ck_idempotency_keys_created_at
    CHECK (created_at BETWEEN '0001-01-01 00:00:00+00' AND '9999-12-31 23:59:59.999999+00'),
  CONSTRAINT ck_idempotency_keys_updated_at
    CHECK (updated_at BETWEEN '0001-01-01 00:00:00+00' AND '9999-12-31 23:59:59.999999+00'),
  CONSTRAINT ck_idempotency_keys_completed_at
    CHECK (completed_at BETWEEN '0001-01-01 00:00:00+00' AND '9999-12-31 23:59:59.999999+00'),
  CONSTRAINT ck_idempotency_keys_response_until
    CHECK (response_until BETWEEN '0001-01-01 00:00:00+00' AND '9999-12-31 23:59:59.999999+00'),
  CONSTRAINT ck_idempotency_keys_expires_at
    CHECK (expires_at BETWEEN '0001-01-01 00:00:00+00' AND '9999-12-31 23:59:59.999999+00')
);

COMMENT ON TABLE idempotency_keys IS 'One row for each request that must take effect once, however often it arrives.';
COMMENT ON COLUMN idempotency_keys.scope IS 'Whose keys they are, such as a tenant.';
COMMENT ON COLUMN idempotency_keys.source IS 'Who sends the request, such as a provider.';
COMMENT ON COLUMN idempotency_keys.key IS 'Id of the request at its source.';
COMMENT ON COLUMN idempotency_keys.state IS 'in_progress, completed, released, parked or exhausted.';
COMMENT ON COLUMN idempotency_keys.fingerprint IS
  'Version of the rule, a colon and the SHA-256 of the request, so that another request under the same key is noticed.';
COMMENT ON COLUMN idempotency_keys.response IS
  'What is answered when the request comes again, with every digit of its numbers.';
COMMENT ON COLUMN idempotency_keys.owner IS 'The worker that holds the lease.';
COMMENT ON COLUMN idempotency_keys.claim_id IS 'Id of the claim, another one with every new owner.';
COMMENT ON COLUMN idempotency_keys.claimed_at IS 'Since when the claim holds.';
COMMENT ON COLUMN idempotency_keys.fence IS 'Number of the claim, which grows with every new owner.';
COMMENT ON COLUMN idempotency_keys.attempts IS 'How often the request was tried.';
COMMENT ON COLUMN idempotency_keys.lease_until IS 'When the lease ends.';
COMMENT ON COLUMN idempotency_keys.open_state IS
  'Its state while it waits for its end outside a transaction: leased, resting, parked or given up.';
COMMENT ON COLUMN idempotency_keys.open_since IS 'When an open key last changed.';
COMMENT ON COLUMN idempotency_keys.not_before IS 'When it may be tried again.';
COMMENT ON COLUMN idempotency_keys.last_error IS 'What went wrong last.';
COMMENT ON COLUMN idempotency_keys.created_at IS 'When the row was made.';
COMMENT ON COLUMN idempotency_keys.updated_at IS 'When the row was last changed.';
COMMENT ON COLUMN idempotency_keys.completed_at IS 'When it was completed.';
COMMENT ON COLUMN idempotency_keys.response_until IS 'Until when the response is kept, if there is one.';
COMMENT ON COLUMN idempotency_keys.expires_at IS 'Until when the key is remembered.';

-- No index names a column that changes when a request is completed in the transaction that claimed its key, so that a
-- new version of the row costs no new entries.
CREATE INDEX idx_idempotency_expires ON idempotency_keys (expires_at) WHERE expires_at IS NOT NULL;
CREATE INDEX idx_idempotency_open ON idempotency_keys (open_state, open_since) WHERE open_state IS NOT NULL;
CREATE INDEX idx_idempotency_response ON idempotency_keys (response_until) WHERE response_until IS NOT NULL;
