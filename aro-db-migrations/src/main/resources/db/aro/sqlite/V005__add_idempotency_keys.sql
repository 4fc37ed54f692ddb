-- V005: the keys of requests already taken on, so that each takes effect once.
--
-- Why:     a boolean "seen" cannot tell done from in progress. `state`, `owner`, `fence` and three clocks can:
--          lease_until (when another may take over), response_until (how long the response is replayed) and
--          expires_at (how long a duplicate is recognised).
-- Locks:   the whole database for writers, until the transaction ends.
-- Back:    rollback/sqlite/V005__add_idempotency_keys.sql drops the table, with its data.

CREATE TABLE idempotency_keys (
  scope          VARCHAR(50)  NOT NULL DEFAULT '',
  source         VARCHAR(50)  NOT NULL DEFAULT '',
  key            VARCHAR(255) NOT NULL,

  state          VARCHAR(20)  NOT NULL DEFAULT 'in_progress',
  fingerprint    VARCHAR(64),
  response       JSONB_TEXT,

  owner          VARCHAR(255),
  fence          BIGINT       NOT NULL DEFAULT 1,
  attempts       INTEGER      NOT NULL DEFAULT 1,
  lease_until    TIMESTAMPTZ,
  not_before     TIMESTAMPTZ,
  last_error     VARCHAR(500),

  created_at     TIMESTAMPTZ  NOT NULL DEFAULT (strftime('%Y-%m-%d %H:%M:%f+00:00', 'now')),
  updated_at     TIMESTAMPTZ  NOT NULL DEFAULT (strftime('%Y-%m-%d %H:%M:%f+00:00', 'now')),
  completed_at   TIMESTAMPTZ,
  response_until TIMESTAMPTZ,
  expires_at     TIMESTAMPTZ,

  CONSTRAINT pk_idempotency_keys PRIMARY KEY (scope, source, key),
  CONSTRAINT ck_idempotency_keys_completed CHECK ((state = 'completed') = (completed_at IS NOT NULL)),

  CONSTRAINT ck_idempotency_keys_scope CHECK (typeof(scope) = 'text' AND length(scope) <= 50),
  CONSTRAINT ck_idempotency_keys_source CHECK (typeof(source) = 'text' AND length(source) <= 50),
  CONSTRAINT ck_idempotency_keys_key CHECK (typeof(key) = 'text' AND length(key) <= 255 AND key <> ''),
  CONSTRAINT ck_idempotency_keys_state CHECK (state IN ('in_progress', 'completed', 'released', 'parked', 'exhausted')),
  CONSTRAINT ck_idempotency_keys_fingerprint
    CHECK (typeof(fingerprint) IN ('text', 'null') AND length(fingerprint) = 64
      AND glob('*[^0-9a-f]*', fingerprint) = 0),
  CONSTRAINT ck_idempotency_keys_response CHECK (json_valid(response)),
  CONSTRAINT ck_idempotency_keys_owner CHECK (typeof(owner) IN ('text', 'null') AND length(owner) <= 255),
  CONSTRAINT ck_idempotency_keys_fence CHECK (typeof(fence) = 'integer' AND fence >= 1),
  CONSTRAINT ck_idempotency_keys_attempts CHECK (typeof(attempts) = 'integer' AND attempts BETWEEN 1 AND 2147483647),
  CONSTRAINT ck_idempotency_keys_lease_until
    CHECK (datetime(lease_until) IS NOT DISTINCT FROM substr(lease_until, 1, 19) AND glob('*+00:00', lease_until) = 1),
  CONSTRAINT ck_idempotency_keys_not_before
    CHECK (datetime(not_before) IS NOT DISTINCT FROM substr(not_before, 1, 19) AND glob('*+00:00', not_before) = 1),
  CONSTRAINT ck_idempotency_keys_last_error
    CHECK (typeof(last_error) IN ('text', 'null') AND length(last_error) <= 500),
  CONSTRAINT ck_idempotency_keys_created_at
    CHECK (datetime(created_at) IS NOT DISTINCT FROM substr(created_at, 1, 19) AND glob('*+00:00', created_at) = 1),
  CONSTRAINT ck_idempotency_keys_updated_at
    CHECK (datetime(updated_at) IS NOT DISTINCT FROM substr(updated_at, 1, 19) AND glob('*+00:00', updated_at) = 1),
  CONSTRAINT ck_idempotency_keys_completed_at
    CHECK (datetime(completed_at) IS NOT DISTINCT FROM substr(completed_at, 1, 19)
      AND glob('*+00:00', completed_at) = 1),
  CONSTRAINT ck_idempotency_keys_response_until
    CHECK (datetime(response_until) IS NOT DISTINCT FROM substr(response_until, 1, 19)
      AND glob('*+00:00', response_until) = 1),
  CONSTRAINT ck_idempotency_keys_expires_at
    CHECK (datetime(expires_at) IS NOT DISTINCT FROM substr(expires_at, 1, 19) AND glob('*+00:00', expires_at) = 1)
);

CREATE INDEX idx_idempotency_expires ON idempotency_keys (expires_at) WHERE expires_at IS NOT NULL;
