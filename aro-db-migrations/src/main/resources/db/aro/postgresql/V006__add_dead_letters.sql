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
  CONSTRAINT ck_dead_letters_attempts CHECK (attempts >= 1),
  CONSTRAINT ck_dead_letters_created_at
    CHECK (created_at BETWEEN '0001-01-01 00:00:00+00' AND '9999-12-31 23:59:59.999999+00'),
  CONSTRAINT ck_dead_letters_last_attempt_at
    CHECK (last_attempt_at BETWEEN '0001-01-01 00:00:00+00' AND '9999-12-31 23:59:59.999999+00')
);

COMMENT ON TABLE dead_letters IS 'Work that was given up, kept for a person to look at.';
COMMENT ON COLUMN dead_letters.id IS 'Id of the row.';
COMMENT ON COLUMN dead_letters.workflow_id IS 'The workflow it belonged to, if any.';
COMMENT ON COLUMN dead_letters.skill_name IS 'What was tried.';
COMMENT ON COLUMN dead_letters.context IS 'What it was tried with.';
COMMENT ON COLUMN dead_letters.error IS 'What went wrong.';
COMMENT ON COLUMN dead_letters.attempts IS 'How often it was tried.';
COMMENT ON COLUMN dead_letters.archived IS 'Whether it was dealt with.';
COMMENT ON COLUMN dead_letters.created_at IS 'When the row was made.';
COMMENT ON COLUMN dead_letters.last_attempt_at IS 'When it was last tried.';

-- The condition of a partial index has the very words of its query, NOT archived, because SQLite compares words.
CREATE INDEX idx_dead_letters_created ON dead_letters (created_at DESC, id DESC);
CREATE INDEX idx_dead_letters_archived ON dead_letters (created_at DESC, id DESC) WHERE NOT archived;
CREATE INDEX idx_dead_letters_workflow ON dead_letters (workflow_id, created_at, id);
