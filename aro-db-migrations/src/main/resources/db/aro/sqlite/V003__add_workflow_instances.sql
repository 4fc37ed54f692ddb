-- V003: running and finished workflows, with the lease that lets one worker at a time advance each.
--
-- Why:     a workflow outlives the process that started it; `fence` grows with every new owner, so a worker that
--          comes back after its lease can be told from the one that took over.
-- Locks:   the whole database for writers, until the transaction ends.
-- Back:    rollback/sqlite/V003__add_workflow_instances.sql drops the table, with its data.

CREATE TABLE workflow_instances (
  id              UUID         NOT NULL DEFAULT (lower(
    hex(randomblob(4)) || '-' || hex(randomblob(2)) || '-4' || substr(hex(randomblob(2)), 2)
    || '-8' || substr(hex(randomblob(2)), 2) || '-' || hex(randomblob(6))
  )),
  workflow_name   VARCHAR(255) NOT NULL,
  appointment_id  UUID,

  current_state   VARCHAR(100) NOT NULL,
  state_data      JSONB_TEXT,

  started_at      TIMESTAMPTZ  NOT NULL DEFAULT (strftime('%Y-%m-%d %H:%M:%f000+00:00', 'now')),
  last_updated_at TIMESTAMPTZ  NOT NULL DEFAULT (strftime('%Y-%m-%d %H:%M:%f000+00:00', 'now')),
  completed_at    TIMESTAMPTZ,
  failed_at       TIMESTAMPTZ,

  retry_count     INTEGER      NOT NULL DEFAULT 0,
  max_retries     INTEGER      NOT NULL DEFAULT 3,
  next_attempt_at TIMESTAMPTZ,

  owner           VARCHAR(255),
  lease_until     TIMESTAMPTZ,
  fence           BIGINT       NOT NULL DEFAULT 0,

  error           JSONB_TEXT,

  created_at      TIMESTAMPTZ  NOT NULL DEFAULT (strftime('%Y-%m-%d %H:%M:%f000+00:00', 'now')),

  CONSTRAINT pk_workflow_instances PRIMARY KEY (id),
  CONSTRAINT fk_workflow_instances_appointment
    FOREIGN KEY (appointment_id) REFERENCES appointments (id) ON DELETE CASCADE,
  CONSTRAINT ck_workflow_instances_lease CHECK ((owner IS NULL) = (lease_until IS NULL)),

  CONSTRAINT ck_workflow_instances_id
    CHECK (glob('????????-????-????-????-????????????', id) = 1 AND length(replace(id, '-', '')) = 32
      AND glob('*[^0-9a-f-]*', id) = 0),
  CONSTRAINT ck_workflow_instances_workflow_name
    CHECK (typeof(workflow_name) = 'text' AND length(workflow_name) <= 255),
  CONSTRAINT ck_workflow_instances_appointment_id
    CHECK (glob('????????-????-????-????-????????????', appointment_id) = 1
      AND length(replace(appointment_id, '-', '')) = 32 AND glob('*[^0-9a-f-]*', appointment_id) = 0),
  CONSTRAINT ck_workflow_instances_current_state
    CHECK (current_state IN ('pending', 'running', 'waiting', 'retrying', 'completed', 'failed', 'cancelled')),
  CONSTRAINT ck_workflow_instances_state_data CHECK (state_data IS NULL OR json_valid(state_data)),
  CONSTRAINT ck_workflow_instances_started_at
    CHECK (glob('.[0-9][0-9][0-9][0-9][0-9][0-9]+00:00', substr(started_at, 20)) = 1
      AND datetime(substr(started_at, 1, 19), '+0 days') IS NOT DISTINCT FROM substr(started_at, 1, 19)
      AND substr(started_at, 1, 4) > '0000' AND length(CAST(started_at AS BLOB)) = 32),
  CONSTRAINT ck_workflow_instances_last_updated_at
    CHECK (glob('.[0-9][0-9][0-9][0-9][0-9][0-9]+00:00', substr(last_updated_at, 20)) = 1
      AND datetime(substr(last_updated_at, 1, 19), '+0 days') IS NOT DISTINCT FROM substr(last_updated_at, 1, 19)
      AND substr(last_updated_at, 1, 4) > '0000' AND length(CAST(last_updated_at AS BLOB)) = 32),
  CONSTRAINT ck_workflow_instances_completed_at
    CHECK (glob('.[0-9][0-9][0-9][0-9][0-9][0-9]+00:00', substr(completed_at, 20)) = 1
      AND datetime(substr(completed_at, 1, 19), '+0 days') IS NOT DISTINCT FROM substr(completed_at, 1, 19)
      AND substr(completed_at, 1, 4) > '0000' AND length(CAST(completed_at AS BLOB)) = 32),
  CONSTRAINT ck_workflow_instances_failed_at
    CHECK (glob('.[0-9][0-9][0-9][0-9][0-9][0-9]+00:00', substr(failed_at, 20)) = 1
      AND datetime(substr(failed_at, 1, 19), '+0 days') IS NOT DISTINCT FROM substr(failed_at, 1, 19)
      AND substr(failed_at, 1, 4) > '0000' AND length(CAST(failed_at AS BLOB)) = 32),
  CONSTRAINT ck_workflow_instances_retry_count
    CHECK (typeof(retry_count) = 'integer' AND retry_count BETWEEN 0 AND 2147483647),
  CONSTRAINT ck_workflow_instances_max_retries
    CHECK (typeof(max_retries) = 'integer' AND max_retries BETWEEN 0 AND 2147483647),
  CONSTRAINT ck_workflow_instances_next_attempt_at
    CHECK (glob('.[0-9][0-9][0-9][0-9][0-9][0-9]+00:00', substr(next_attempt_at, 20)) = 1
      AND datetime(substr(next_attempt_at, 1, 19), '+0 days') IS NOT DISTINCT FROM substr(next_attempt_at, 1, 19)
      AND substr(next_attempt_at, 1, 4) > '0000' AND length(CAST(next_attempt_at AS BLOB)) = 32),
  CONSTRAINT ck_workflow_instances_owner CHECK (typeof(owner) IN ('text', 'null') AND length(owner) <= 255),
  CONSTRAINT ck_workflow_instances_lease_until
    CHECK (glob('.[0-9][0-9][0-9][0-9][0-9][0-9]+00:00', substr(lease_until, 20)) = 1
      AND datetime(substr(lease_until, 1, 19), '+0 days') IS NOT DISTINCT FROM substr(lease_until, 1, 19)
      AND substr(lease_until, 1, 4) > '0000' AND length(CAST(lease_until AS BLOB)) = 32),
  CONSTRAINT ck_workflow_instances_fence CHECK (typeof(fence) = 'integer' AND fence >= 0),
  CONSTRAINT ck_workflow_instances_error CHECK (error IS NULL OR json_valid(error)),
  CONSTRAINT ck_workflow_instances_created_at
    CHECK (glob('.[0-9][0-9][0-9][0-9][0-9][0-9]+00:00', substr(created_at, 20)) = 1
      AND datetime(substr(created_at, 1, 19), '+0 days') IS NOT DISTINCT FROM substr(created_at, 1, 19)
      AND substr(created_at, 1, 4) > '0000' AND length(CAST(created_at AS BLOB)) = 32)
);

-- Each list is read page by page in time order; the last index finds the workflows whose next attempt has come.
CREATE INDEX idx_workflow_appointment ON workflow_instances (appointment_id, started_at, id);
CREATE INDEX idx_workflow_state ON workflow_instances (current_state, started_at, id);
CREATE INDEX idx_workflow_active ON workflow_instances (started_at, id)
  WHERE completed_at IS NULL AND failed_at IS NULL;
CREATE INDEX idx_workflow_due ON workflow_instances (next_attempt_at, id)
  WHERE completed_at IS NULL AND failed_at IS NULL;
