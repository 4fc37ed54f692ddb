-- V013: remembers how far the events about each subject have been applied.
--
-- Why:     providers deliver late, so that an older event may come after a newer one under a key of its own. A row holds
--          the time of the newest event applied, by which an older one is told and dropped, and how many were dropped.
-- Locks:   the whole database for writers, until the transaction ends.
-- Back:    rollback/sqlite/V013__order_deliveries.sql drops the table, with its data.

CREATE TABLE delivery_subjects (
  scope              VARCHAR(50)  NOT NULL DEFAULT '',
  source             VARCHAR(50)  NOT NULL,
  subject            VARCHAR(255) NOT NULL,

  occurred_at        TIMESTAMPTZ  NOT NULL,
  superseded         BIGINT       NOT NULL DEFAULT 0,
  last_superseded_at TIMESTAMPTZ,

  created_at         TIMESTAMPTZ  NOT NULL DEFAULT (strftime('%Y-%m-%d %H:%M:%f+00:00', 'now')),
  updated_at         TIMESTAMPTZ  NOT NULL DEFAULT (strftime('%Y-%m-%d %H:%M:%f+00:00', 'now')),

  CONSTRAINT pk_delivery_subjects PRIMARY KEY (scope, source, subject),
  CONSTRAINT ck_delivery_subjects_counted CHECK ((superseded > 0) = (last_superseded_at IS NOT NULL)),

  CONSTRAINT ck_delivery_subjects_scope CHECK (typeof(scope) = 'text' AND length(scope) <= 50),
  CONSTRAINT ck_delivery_subjects_source CHECK (typeof(source) = 'text' AND length(source) <= 50),
  CONSTRAINT ck_delivery_subjects_subject
    CHECK (typeof(subject) = 'text' AND length(subject) <= 255 AND subject <> ''),
  CONSTRAINT ck_delivery_subjects_occurred_at
    CHECK (datetime(occurred_at) IS NOT DISTINCT FROM substr(occurred_at, 1, 19) AND glob('*+00:00', occurred_at) = 1),
  CONSTRAINT ck_delivery_subjects_superseded CHECK (typeof(superseded) = 'integer' AND superseded >= 0),
  CONSTRAINT ck_delivery_subjects_last_superseded_at
    CHECK (datetime(last_superseded_at) IS NOT DISTINCT FROM substr(last_superseded_at, 1, 19)
      AND glob('*+00:00', last_superseded_at) = 1),
  CONSTRAINT ck_delivery_subjects_created_at
    CHECK (datetime(created_at) IS NOT DISTINCT FROM substr(created_at, 1, 19) AND glob('*+00:00', created_at) = 1),
  CONSTRAINT ck_delivery_subjects_updated_at
    CHECK (datetime(updated_at) IS NOT DISTINCT FROM substr(updated_at, 1, 19) AND glob('*+00:00', updated_at) = 1)
);
