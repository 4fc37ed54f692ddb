-- V003: running and finished workflows, with the lease that lets one worker at a time advance each.
--
-- Why:     a workflow outlives the process that started it; `fence` grows with every new owner, so a worker that
--          comes back after its lease can be told from the one that took over.
-- Locks:   creates new objects only; the foreign key takes a short SHARE ROW EXCLUSIVE lock on appointments.
-- Back:    rollback/postgresql/V003__add_workflow_instances.sql drops the table, with its data.

CREATE TABLE workflow_instances (
  id              uuid         NOT NULL DEFAULT gen_random_uuid(),
  workflow_name   varchar(255) NOT NULL,
  appointment_id  uuid,

  current_state   varchar(100) NOT NULL,
  state_data      jsonb,

  started_at      timestamptz  NOT NULL DEFAULT CURRENT_TIMESTAMP,
  last_updated_at timestamptz  NOT NULL DEFAULT CURRENT_TIMESTAMP,
  completed_at    timestamptz,
  failed_at       timestamptz,

  retry_count     integer      NOT NULL DEFAULT 0,
  max_retries     integer      NOT NULL DEFAULT 3,
  next_attempt_at timestamptz,

  owner           varchar(255),
  lease_until     timestamptz,
  fence           bigint       NOT NULL DEFAULT 0,

  error           jsonb,

  created_at      timestamptz  NOT NULL DEFAULT CURRENT_TIMESTAMP,

  CONSTRAINT pk_workflow_instances PRIMARY KEY (id),
  CONSTRAINT fk_workflow_instances_appointment
    FOREIGN KEY (appointment_id) REFERENCES appointments (id) ON DELETE CASCADE,
  CONSTRAINT ck_workflow_instances_lease CHECK ((owner IS NULL) = (lease_until IS NULL)),
  CONSTRAINT ck_workflow_instances_current_state
    CHECK (current_state IN ('pending', 'running', 'waiting', 'retrying', 'completed', 'failed', 'cancelled')),
  CONSTRAINT ck_workflow_instances_started_at
    CHECK (started_at BETWEEN '0001-01-01 00:00:00+00' AND '9999-12-31 23:59:59.999999+00'),
  CONSTRAINT ck_workflow_instances_last_updated_at
    CHECK (last_updated_at BETWEEN '0001-01-01 00:00:00+00' AND '9999-12-31 23:59:59.999999+00'),
  CONSTRAINT ck_workflow_instances_completed_at
    CHECK (completed_at BETWEEN '0001-01-01 00:00:00+00' AND '9999-12-31 23:59:59.999999+00'),
  CONSTRAINT ck_workflow_instances_failed_at
    CHECK (failed_at BETWEEN '0001-01-01 00:00:00+00' AND '9999-12-31 23:59:59.999999+00'),
  CONSTRAINT ck_workflow_instances_retry_count CHECK (retry_count >= 0),
  CONSTRAINT ck_workflow_instances_max_retries CHECK (max_retries >= 0),
  CONSTRAINT ck_workflow_instances_next_attempt_at
    CHECK (next_attempt_at BETWEEN '0001-01-01 00:00:00+00' AND '9999-12-31 23:59:59.999999+00'),
  CONSTRAINT ck_workflow_instances_lease_until
    CHECK (lease_until BETWEEN '0001-01-01 00:00:00+00' AND '9999-12-31 23:59:59.999999+00'),
  CONSTRAINT ck_workflow_instances_fence CHECK (fence >= 0),
  CONSTRAINT ck_workflow_instances_created_at
    CHECK (created_at BETWEEN '0001-01-01 00:00:00+00' AND '9999-12-31 23:59:59.999999+00')
);

COMMENT ON TABLE workflow_instances IS 'Running and finished workflows, each advanced by one worker at a time.';
COMMENT ON COLUMN workflow_instances.id IS 'Id of the workflow.';
COMMENT ON COLUMN workflow_instances.workflow_name IS 'Which workflow it is.';
COMMENT ON COLUMN workflow_instances.appointment_id IS 'The appointment it is about, if it is about one.';
COMMENT ON COLUMN workflow_instances.current_state IS
  'pending, running, waiting, retrying, completed, failed or cancelled.';
COMMENT ON COLUMN workflow_instances.state_data IS 'What the workflow remembers between its steps.';
COMMENT ON COLUMN workflow_instances.started_at IS 'When it was started.';
COMMENT ON COLUMN workflow_instances.last_updated_at IS 'When it was last changed.';
COMMENT ON COLUMN workflow_instances.completed_at IS 'When it came to its end.';
COMMENT ON COLUMN workflow_instances.failed_at IS 'When it was given up.';
COMMENT ON COLUMN workflow_instances.retry_count IS 'How often a step was tried again.';
COMMENT ON COLUMN workflow_instances.max_retries IS 'How often that may be.';
COMMENT ON COLUMN workflow_instances.next_attempt_at IS 'When the next step is due.';
COMMENT ON COLUMN workflow_instances.owner IS 'The worker that holds the lease.';
COMMENT ON COLUMN workflow_instances.lease_until IS 'When the lease ends.';
COMMENT ON COLUMN workflow_instances.fence IS 'Number of the lease, which grows with every new owner.';
COMMENT ON COLUMN workflow_instances.error IS 'What went wrong last.';
COMMENT ON COLUMN workflow_instances.created_at IS 'When the row was made.';

-- Each list is read page by page in time order; the last index finds the workflows whose next attempt has come.
CREATE INDEX idx_workflow_appointment ON workflow_instances (appointment_id, started_at, id);
CREATE INDEX idx_workflow_state ON workflow_instances (current_state, started_at, id);
CREATE INDEX idx_workflow_active ON workflow_instances (started_at, id)
  WHERE completed_at IS NULL AND failed_at IS NULL;
CREATE INDEX idx_workflow_due ON workflow_instances (next_attempt_at, id)
  WHERE completed_at IS NULL AND failed_at IS NULL;
