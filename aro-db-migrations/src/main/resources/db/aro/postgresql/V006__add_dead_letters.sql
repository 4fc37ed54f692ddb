-- V006: work that was given up on, kept for a person to look at and redrive.
--
-- Why:     nothing that failed for good may vanish without a trace.
-- Locks:   creates new objects only; nothing that exists is locked.
-- Back:    rollback/postgresql/V006__add_dead_letters.sql drops the table, with its data.

CREATE TABLE dead_letters (
  id              uuid         NOT NULL DEFAULT gen_random_uuid(),
  workflow_id     uuid,
  skill_name      varchar(255),
  context         jsonb,
  error           jsonb,
  attempts        integer      NOT NULL DEFAULT 1,
  archived        boolean      NOT NULL DEFAULT FALSE,
  created_at      timestamptz  NOT NULL DEFAULT CURRENT_TIMESTAMP,
  last_attempt_at timestamptz  NOT NULL DEFAULT CURRENT_TIMESTAMP,

  CONSTRAINT pk_dead_letters PRIMARY KEY (id),
  CONSTRAINT ck_dead_letters_attempts CHECK (attempts >= 1)
);

CREATE INDEX idx_dead_letters_created ON dead_letters (created_at DESC);
CREATE INDEX idx_dead_letters_archived ON dead_letters (archived) WHERE archived = FALSE;
