-- V008: remembers which steps of leased work are done, and how far the events about each subject have been applied.
--
-- Why:     work on the outside world takes longer than a transaction, so its claim is a lease; what a step has done is
--          recorded, so that the next owner does not do it again. The steps of a key follow it when an erasure makes it a
--          hash. Providers deliver late, so that an older event may come after a newer one under a key of its own: a
--          subject holds the time of the newest event applied, by which an older one is told and dropped, and how many
--          were dropped.
-- Types:   the result of a step is json and not jsonb, which would write its numbers anew.
-- Locks:   creates new objects only; the foreign key takes a short SHARE ROW EXCLUSIVE lock on idempotency_keys.
-- Back:    rollback/postgresql/V008__add_steps_and_order.sql drops the tables, with their data.

-- lint: allow textual-json because the text is kept as it was written, scale of its numbers included.
CREATE TABLE idempotency_steps (
  scope      varchar(50)  NOT NULL,
  source     varchar(50)  NOT NULL,
  key        varchar(255) NOT NULL,
  name       varchar(100) NOT NULL,

  fence      bigint       NOT NULL,
  result     json         NOT NULL,
  created_at timestamptz  NOT NULL DEFAULT CURRENT_TIMESTAMP,

  CONSTRAINT pk_idempotency_steps PRIMARY KEY (scope, source, key, name),
  CONSTRAINT fk_idempotency_steps_key FOREIGN KEY (scope, source, key)
    REFERENCES idempotency_keys (scope, source, key) ON UPDATE CASCADE ON DELETE CASCADE,
  CONSTRAINT ck_idempotency_steps_fence CHECK (fence >= 1),
  CONSTRAINT ck_idempotency_steps_created_at
    CHECK (created_at BETWEEN '0001-01-01 00:00:00+00' AND '9999-12-31 23:59:59.999999+00')
);

COMMENT ON TABLE idempotency_steps IS 'One row for each step of leased work that is done and must not be done again.';
COMMENT ON COLUMN idempotency_steps.scope IS 'Scope of the key the work is for.';
COMMENT ON COLUMN idempotency_steps.source IS 'Source of the key.';
COMMENT ON COLUMN idempotency_steps.key IS 'The key at its source.';
COMMENT ON COLUMN idempotency_steps.name IS 'Name of the step within the work.';
COMMENT ON COLUMN idempotency_steps.fence IS 'Number of the claim under which it was done.';
COMMENT ON COLUMN idempotency_steps.result IS 'What it came to, with every digit of its numbers.';
COMMENT ON COLUMN idempotency_steps.created_at IS 'When it was recorded.';

CREATE TABLE delivery_subjects (
  scope              varchar(50)  NOT NULL DEFAULT '',
  source             varchar(50)  NOT NULL,
  subject            varchar(255) NOT NULL,

  occurred_at        timestamptz  NOT NULL,
  superseded         bigint       NOT NULL DEFAULT 0,
  last_superseded_at timestamptz,

  created_at         timestamptz  NOT NULL DEFAULT CURRENT_TIMESTAMP,
  updated_at         timestamptz  NOT NULL DEFAULT CURRENT_TIMESTAMP,

  CONSTRAINT pk_delivery_subjects PRIMARY KEY (scope, source, subject),
  CONSTRAINT ck_delivery_subjects_counted CHECK ((superseded > 0) = (last_superseded_at IS NOT NULL)),
  CONSTRAINT ck_delivery_subjects_subject CHECK (subject <> ''),
  CONSTRAINT ck_delivery_subjects_occurred_at
    CHECK (occurred_at BETWEEN '0001-01-01 00:00:00+00' AND '9999-12-31 23:59:59.999999+00'),
  CONSTRAINT ck_delivery_subjects_superseded CHECK (superseded >= 0),
  CONSTRAINT ck_delivery_subjects_last_superseded_at
    CHECK (last_superseded_at BETWEEN '0001-01-01 00:00:00+00' AND '9999-12-31 23:59:59.999999+00'),
  CONSTRAINT ck_delivery_subjects_created_at
    CHECK (created_at BETWEEN '0001-01-01 00:00:00+00' AND '9999-12-31 23:59:59.999999+00'),
  CONSTRAINT ck_delivery_subjects_updated_at
    CHECK (updated_at BETWEEN '0001-01-01 00:00:00+00' AND '9999-12-31 23:59:59.999999+00')
);

COMMENT ON TABLE delivery_subjects IS
  'One row for each thing that a source sends events about, by which late ones are told.';
COMMENT ON COLUMN delivery_subjects.scope IS 'Whose subject it is, such as a tenant; empty for the only one.';
COMMENT ON COLUMN delivery_subjects.source IS 'Who sends the events, such as calendly.';
COMMENT ON COLUMN delivery_subjects.subject IS 'What the events are about, by the id it has at the source.';
COMMENT ON COLUMN delivery_subjects.occurred_at IS
  'When the newest event that was applied occurred, as the source says.';
COMMENT ON COLUMN delivery_subjects.superseded IS 'How many events were dropped because a newer one had been applied.';
COMMENT ON COLUMN delivery_subjects.last_superseded_at IS 'When the last of them came.';
COMMENT ON COLUMN delivery_subjects.created_at IS 'When the first event came.';
COMMENT ON COLUMN delivery_subjects.updated_at IS 'When the last event came, applied or dropped.';

CREATE INDEX idx_delivery_updated ON delivery_subjects (updated_at);
