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
  CONSTRAINT ck_workflow_instances_current_state CHECK (
    current_state IN ('pending', 'running', 'waiting', 'retrying', 'completed', 'failed', 'cancelled')
  ),
  CONSTRAINT ck_workflow_instances_retry_count CHECK (retry_count >= 0),
  CONSTRAINT ck_workflow_instances_max_retries CHECK (max_retries >= 0),
  CONSTRAINT ck_workflow_instances_fence CHECK (fence >= 0),
  CONSTRAINT ck_workflow_instances_lease CHECK ((owner IS NULL) = (lease_until IS NULL))
);

CREATE INDEX idx_workflow_appointment ON workflow_instances (appointment_id);
CREATE INDEX idx_workflow_state ON workflow_instances (current_state);
CREATE INDEX idx_workflow_active ON workflow_instances (completed_at, failed_at)
  WHERE completed_at IS NULL AND failed_at IS NULL;
