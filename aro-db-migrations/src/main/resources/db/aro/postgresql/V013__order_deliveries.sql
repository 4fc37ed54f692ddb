-- V013: remembers how far the events about each subject have been applied.
--
-- Why:     providers deliver late, so that an older event may come after a newer one under a key of its own. A row holds
--          the time of the newest event applied, by which an older one is told and dropped, and how many were dropped.
-- Locks:   creates new objects only; nothing that exists is locked.
-- Back:    rollback/postgresql/V013__order_deliveries.sql drops the table, with its data.

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
  CONSTRAINT ck_delivery_subjects_subject CHECK (subject <> ''),
  CONSTRAINT ck_delivery_subjects_superseded CHECK (superseded >= 0),
  CONSTRAINT ck_delivery_subjects_counted CHECK ((superseded > 0) = (last_superseded_at IS NOT NULL))
);

COMMENT ON TABLE delivery_subjects IS 'One row for each thing that a source sends events about, by which late ones are told.';
COMMENT ON COLUMN delivery_subjects.scope IS 'Whose subject it is, such as a tenant; empty for the only one.';
COMMENT ON COLUMN delivery_subjects.source IS 'Who sends the events, such as calendly.';
COMMENT ON COLUMN delivery_subjects.subject IS 'What the events are about, by the id it has at the source.';
COMMENT ON COLUMN delivery_subjects.occurred_at IS 'When the newest event that was applied occurred, as the source says.';
COMMENT ON COLUMN delivery_subjects.superseded IS 'How many events were dropped because a newer one had been applied.';
COMMENT ON COLUMN delivery_subjects.last_superseded_at IS 'When the last of them came.';
COMMENT ON COLUMN delivery_subjects.created_at IS 'When the first event came.';
COMMENT ON COLUMN delivery_subjects.updated_at IS 'When the last event came, applied or dropped.';
