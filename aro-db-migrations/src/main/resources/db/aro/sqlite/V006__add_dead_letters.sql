-- V006: work that was given up on, kept for a person to look at and redrive.
--
-- Why:     nothing that failed for good may vanish without a trace.
-- Locks:   the whole database for writers, until the transaction ends.
-- Back:    rollback/sqlite/V006__add_dead_letters.sql drops the table, with its data.

CREATE TABLE dead_letters (
  id              UUID         NOT NULL DEFAULT (lower(
    hex(randomblob(4)) || '-' || hex(randomblob(2)) || '-4' || substr(hex(randomblob(2)), 2)
    || '-8' || substr(hex(randomblob(2)), 2) || '-' || hex(randomblob(6))
  )),
  workflow_id     UUID,
  skill_name      VARCHAR(255),
  context         JSONB_TEXT,
  error           JSONB_TEXT,
  attempts        INTEGER      NOT NULL DEFAULT 1,
  archived        BOOLEAN      NOT NULL DEFAULT FALSE,
  created_at      TIMESTAMPTZ  NOT NULL DEFAULT (strftime('%Y-%m-%d %H:%M:%f000+00:00', 'now')),
  last_attempt_at TIMESTAMPTZ  NOT NULL DEFAULT (strftime('%Y-%m-%d %H:%M:%f000+00:00', 'now')),

  CONSTRAINT pk_dead_letters PRIMARY KEY (id),

  CONSTRAINT ck_dead_letters_id
    CHECK (glob('????????-????-????-????-????????????', id) = 1 AND length(replace(id, '-', '')) = 32
      AND glob('*[^0-9a-f-]*', id) = 0),
  CONSTRAINT ck_dead_letters_workflow_id
    CHECK (glob('????????-????-????-????-????????????', workflow_id) = 1 AND length(replace(workflow_id, '-', '')) = 32
      AND glob('*[^0-9a-f-]*', workflow_id) = 0),
  CONSTRAINT ck_dead_letters_skill_name CHECK (typeof(skill_name) IN ('text', 'null') AND length(skill_name) <= 255),
  CONSTRAINT ck_dead_letters_context CHECK (context IS NULL OR json_valid(context)),
  CONSTRAINT ck_dead_letters_error CHECK (error IS NULL OR json_valid(error)),
  CONSTRAINT ck_dead_letters_attempts CHECK (typeof(attempts) = 'integer' AND attempts BETWEEN 1 AND 2147483647),
  CONSTRAINT ck_dead_letters_archived CHECK (archived IN (0, 1)),
  CONSTRAINT ck_dead_letters_created_at
    CHECK (glob('.[0-9][0-9][0-9][0-9][0-9][0-9]+00:00', substr(created_at, 20)) = 1
      AND datetime(substr(created_at, 1, 19), '+0 days') IS NOT DISTINCT FROM substr(created_at, 1, 19)
      AND substr(created_at, 1, 4) > '0000' AND length(CAST(created_at AS BLOB)) = 32),
  CONSTRAINT ck_dead_letters_last_attempt_at
    CHECK (glob('.[0-9][0-9][0-9][0-9][0-9][0-9]+00:00', substr(last_attempt_at, 20)) = 1
      AND datetime(substr(last_attempt_at, 1, 19), '+0 days') IS NOT DISTINCT FROM substr(last_attempt_at, 1, 19)
      AND substr(last_attempt_at, 1, 4) > '0000' AND length(CAST(last_attempt_at AS BLOB)) = 32)
);

-- The condition of a partial index has the very words of its query, NOT archived, because SQLite compares words.
CREATE INDEX idx_dead_letters_created ON dead_letters (created_at DESC, id DESC);
CREATE INDEX idx_dead_letters_archived ON dead_letters (created_at DESC, id DESC) WHERE NOT archived;
CREATE INDEX idx_dead_letters_workflow ON dead_letters (workflow_id, created_at, id);
