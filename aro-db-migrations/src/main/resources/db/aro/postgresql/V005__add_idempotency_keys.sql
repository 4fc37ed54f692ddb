-- V005: the keys of requests already taken on, so that each takes effect once.
--
-- Why:     a boolean "seen" cannot tell done from in progress. `state`, `owner`, `fence` and three clocks can:
--          lease_until (when another may take over), response_until (how long the response is replayed) and
--          expires_at (how long a duplicate is recognised).
-- Locks:   creates new objects only; nothing that exists is locked.
-- Back:    rollback/postgresql/V005__add_idempotency_keys.sql drops the table, with its data.

CREATE TABLE idempotency_keys (
  scope          varchar(50)  NOT NULL DEFAULT '',
  source         varchar(50)  NOT NULL DEFAULT '',
  key            varchar(255) NOT NULL,

  state          varchar(20)  NOT NULL DEFAULT 'in_progress',
  fingerprint    varchar(64),
  response       jsonb,

  owner          varchar(255),
  fence          bigint       NOT NULL DEFAULT 1,
  attempts       integer      NOT NULL DEFAULT 1,
  lease_until    timestamptz,
  not_before     timestamptz,
  last_error     varchar(500),

  created_at     timestamptz  NOT NULL DEFAULT CURRENT_TIMESTAMP,
  updated_at     timestamptz  NOT NULL DEFAULT CURRENT_TIMESTAMP,
  completed_at   timestamptz,
  response_until timestamptz,
  expires_at     timestamptz,

  CONSTRAINT pk_idempotency_keys PRIMARY KEY (scope, source, key),
  CONSTRAINT ck_idempotency_keys_key CHECK (key <> ''),
  CONSTRAINT ck_idempotency_keys_state
    CHECK (state IN ('in_progress', 'completed', 'released', 'parked', 'exhausted')),
  CONSTRAINT ck_idempotency_keys_fingerprint CHECK (fingerprint ~ '^[0-9a-f]{64}$'),
  CONSTRAINT ck_idempotency_keys_fence CHECK (fence >= 1),
  CONSTRAINT ck_idempotency_keys_attempts CHECK (attempts >= 1),
  CONSTRAINT ck_idempotency_keys_completed CHECK ((state = 'completed') = (completed_at IS NOT NULL))
);

CREATE INDEX idx_idempotency_expires ON idempotency_keys (expires_at) WHERE expires_at IS NOT NULL;
