-- V005: the keys of requests already taken on, so that each takes effect once.
--
-- Why:     a boolean "seen" cannot tell done from in progress. `state`, `owner`, `fence` and three clocks can:
--          lease_until (when another may take over), response_until (how long the response is replayed) and
--          expires_at (how long a duplicate is recognised). claim_id says whose claim a row holds even where two of one
--          owner fall into one microsecond, claimed_at since when.
-- Locks:   the whole database for writers, until the transaction ends.
-- Back:    rollback/sqlite/V005__add_idempotency_keys.sql drops the table, with its data.

CREATE TABLE idempotency_keys (
  scope          VARCHAR(50)  NOT NULL DEFAULT '',
  source         VARCHAR(50)  NOT NULL DEFAULT '',
  key            VARCHAR(255) NOT NULL,

  state          VARCHAR(20)  NOT NULL DEFAULT 'in_progress',
  fingerprint    VARCHAR(100),
  response       JSON_TEXT,

  owner          VARCHAR(255),
  claim_id       UUID,
  claimed_at     TIMESTAMPTZ,
  fence          BIGINT       NOT NULL DEFAULT 1,
  attempts       INTEGER      NOT NULL DEFAULT 1,
  lease_until    TIMESTAMPTZ,
  open_state     VARCHAR(20),
  open_since     TIMESTAMPTZ,
  not_before     TIMESTAMPTZ,
  last_error     VARCHAR(500),

  created_at     TIMESTAMPTZ  NOT NULL DEFAULT (strftime('%Y-%m-%d %H:%M:%f000+00:00', 'now')),
  updated_at     TIMESTAMPTZ  NOT NULL DEFAULT (strftime('%Y-%m-%d %H:%M:%f000+00:00', 'now')),
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
    CHECK (typeof(fingerprint) IN ('text', 'null') AND length(fingerprint) BETWEEN 66 AND 71
      AND glob('[1-9]*', fingerprint) = 1 AND glob('*[^0-9]*', substr(fingerprint, 1, length(fingerprint) - 65)) = 0
      AND substr(fingerprint, -65, 1) = ':' AND glob('*[^0-9a-f]*', substr(fingerprint, -64)) = 0),
  CONSTRAINT ck_idempotency_keys_response CHECK (response IS NULL OR json_valid(response)),
  CONSTRAINT ck_idempotency_keys_owner CHECK (typeof(owner) IN ('text', 'null') AND length(owner) <= 255),
  CONSTRAINT ck_idempotency_keys_claim_id
    CHECK (glob('????????-????-????-????-????????????', claim_id) = 1 AND length(replace(claim_id, '-', '')) = 32
      AND glob('*[^0-9a-f-]*', claim_id) = 0),
  CONSTRAINT ck_idempotency_keys_claimed_at
    CHECK (glob('.[0-9][0-9][0-9][0-9][0-9][0-9]+00:00', substr(claimed_at, 20)) = 1
      AND datetime(substr(claimed_at, 1, 19), '+0 days') IS NOT DISTINCT FROM substr(claimed_at, 1, 19)
      AND substr(claimed_at, 1, 4) > '0000' AND length(CAST(claimed_at AS BLOB)) = 32),
  CONSTRAINT ck_idempotency_keys_fence CHECK (typeof(fence) = 'integer' AND fence >= 1),
  CONSTRAINT ck_idempotency_keys_attempts CHECK (typeof(attempts) = 'integer' AND attempts BETWEEN 1 AND 2147483647),
  CONSTRAINT ck_idempotency_keys_lease_until
    CHECK (glob('.[0-9][0-9][0-9][0-9][0-9][0-9]+00:00', substr(lease_until, 20)) = 1
      AND datetime(substr(lease_until, 1, 19), '+0 days') IS NOT DISTINCT FROM substr(lease_until, 1, 19)
      AND substr(lease_until, 1, 4) > '0000' AND length(CAST(lease_until AS BLOB)) = 32),
  CONSTRAINT ck_idempotency_keys_open_state CHECK (open_state IN ('in_progress', 'released', 'parked', 'exhausted')),
  CONSTRAINT ck_idempotency_keys_open_since
    CHECK (glob('.[0-9][0-9][0-9][0-9][0-9][0-9]+00:00', substr(open_since, 20)) = 1
      AND datetime(substr(open_since, 1, 19), '+0 days') IS NOT DISTINCT FROM substr(open_since, 1, 19)
      AND substr(open_since, 1, 4) > '0000' AND length(CAST(open_since AS BLOB)) = 32),
  CONSTRAINT ck_idempotency_keys_not_before
    CHECK (glob('.[0-9][0-9][0-9][0-9][0-9][0-9]+00:00', substr(not_before, 20)) = 1
      AND datetime(substr(not_before, 1, 19), '+0 days') IS NOT DISTINCT FROM substr(not_before, 1, 19)
      AND substr(not_before, 1, 4) > '0000' AND length(CAST(not_before AS BLOB)) = 32),
  CONSTRAINT ck_idempotency_keys_last_error
    CHECK (typeof(last_error) IN ('text', 'null') AND length(last_error) <= 500),
  CONSTRAINT ck_idempotency_keys_created_at
    CHECK (glob('.[0-9][0-9][0-9][0-9][0-9][0-9]+00:00', substr(created_at, 20)) = 1
      AND datetime(substr(created_at, 1, 19), '+0 days') IS NOT DISTINCT FROM substr(created_at, 1, 19)
      AND substr(created_at, 1, 4) > '0000' AND length(CAST(created_at AS BLOB)) = 32),
  CONSTRAINT ck_idempotency_keys_updated_at
    CHECK (glob('.[0-9][0-9][0-9][0-9][0-9][0-9]+00:00', substr(updated_at, 20)) = 1
      AND datetime(substr(updated_at, 1, 19), '+0 days') IS NOT DISTINCT FROM substr(updated_at, 1, 19)
      AND substr(updated_at, 1, 4) > '0000' AND length(CAST(updated_at AS BLOB)) = 32),
  CONSTRAINT ck_idempotency_keys_completed_at
    CHECK (glob('.[0-9][0-9][0-9][0-9][0-9][0-9]+00:00', substr(completed_at, 20)) = 1
      AND datetime(substr(completed_at, 1, 19), '+0 days') IS NOT DISTINCT FROM substr(completed_at, 1, 19)
      AND substr(completed_at, 1, 4) > '0000' AND length(CAST(completed_at AS BLOB)) = 32),
  CONSTRAINT ck_idempotency_keys_response_until
    CHECK (glob('.[0-9][0-9][0-9][0-9][0-9][0-9]+00:00', substr(response_until, 20)) = 1
      AND datetime(substr(response_until, 1, 19), '+0 days') IS NOT DISTINCT FROM substr(response_until, 1, 19)
      AND substr(response_until, 1, 4) > '0000' AND length(CAST(response_until AS BLOB)) = 32),
  CONSTRAINT ck_idempotency_keys_expires_at
    CHECK (glob('.[0-9][0-9][0-9][0-9][0-9][0-9]+00:00', substr(expires_at, 20)) = 1
      AND datetime(substr(expires_at, 1, 19), '+0 days') IS NOT DISTINCT FROM substr(expires_at, 1, 19)
      AND substr(expires_at, 1, 4) > '0000' AND length(CAST(expires_at AS BLOB)) = 32)
);

-- No index names a column that changes when a request is completed in the transaction that claimed its key, so that a
-- new version of the row costs no new entries.
CREATE INDEX idx_idempotency_expires ON idempotency_keys (expires_at) WHERE expires_at IS NOT NULL;
CREATE INDEX idx_idempotency_open ON idempotency_keys (open_state, open_since) WHERE open_state IS NOT NULL;
CREATE INDEX idx_idempotency_response ON idempotency_keys (response_until) WHERE response_until IS NOT NULL;
