-- V008: remembers which steps of leased work are done, and how far the events about each subject have been applied.
--
-- Why:     work on the outside world takes longer than a transaction, so its claim is a lease; what a step has done is
--          recorded, so that the next owner does not do it again. The steps of a key follow it when an erasure makes it a
--          hash. Providers deliver late, so that an older event may come after a newer one under a key of its own: a
--          subject holds the time of the newest event applied, by which an older one is told and dropped, and how many
--          were dropped.
-- Locks:   the whole database for writers, until the transaction ends.
-- Back:    rollback/sqlite/V008__add_steps_and_order.sql drops the tables, with their data.

CREATE TABLE idempotency_steps (
  scope      VARCHAR(50)  NOT NULL,
  source     VARCHAR(50)  NOT NULL,
  key        VARCHAR(255) NOT NULL,
  name       VARCHAR(100) NOT NULL,

  fence      BIGINT       NOT NULL,
  result     JSON_TEXT    NOT NULL,
  created_at TIMESTAMPTZ  NOT NULL DEFAULT (strftime('%Y-%m-%d %H:%M:%f000+00:00', 'now')),

  CONSTRAINT pk_idempotency_steps PRIMARY KEY (scope, source, key, name),
  CONSTRAINT fk_idempotency_steps_key FOREIGN KEY (scope, source, key)
    REFERENCES idempotency_keys (scope, source, key) ON UPDATE CASCADE ON DELETE CASCADE,

  CONSTRAINT ck_idempotency_steps_scope CHECK (typeof(scope) = 'text' AND length(scope) <= 50),
  CONSTRAINT ck_idempotency_steps_source CHECK (typeof(source) = 'text' AND length(source) <= 50),
  CONSTRAINT ck_idempotency_steps_key CHECK (typeof(key) = 'text' AND length(key) <= 255),
  CONSTRAINT ck_idempotency_steps_name CHECK (typeof(name) = 'text' AND length(name) <= 100),
  CONSTRAINT ck_idempotency_steps_fence CHECK (typeof(fence) = 'integer' AND fence >= 1),
  CONSTRAINT ck_idempotency_steps_result CHECK (json_valid(result)),
  CONSTRAINT ck_idempotency_steps_created_at
    CHECK (glob('.[0-9][0-9][0-9][0-9][0-9][0-9]+00:00', substr(created_at, 20)) = 1
      AND datetime(substr(created_at, 1, 19), '+0 days') IS NOT DISTINCT FROM substr(created_at, 1, 19)
      AND substr(created_at, 1, 4) > '0000' AND length(CAST(created_at AS BLOB)) = 32)
);

CREATE TABLE delivery_subjects (
  scope              VARCHAR(50)  NOT NULL DEFAULT '',
  source             VARCHAR(50)  NOT NULL,
  subject            VARCHAR(255) NOT NULL,

  occurred_at        TIMESTAMPTZ  NOT NULL,
  superseded         BIGINT       NOT NULL DEFAULT 0,
  last_superseded_at TIMESTAMPTZ,

  created_at         TIMESTAMPTZ  NOT NULL DEFAULT (strftime('%Y-%m-%d %H:%M:%f000+00:00', 'now')),
  updated_at         TIMESTAMPTZ  NOT NULL DEFAULT (strftime('%Y-%m-%d %H:%M:%f000+00:00', 'now')),

  CONSTRAINT pk_delivery_subjects PRIMARY KEY (scope, source, subject),
  CONSTRAINT ck_delivery_subjects_counted CHECK ((superseded > 0) = (last_superseded_at IS NOT NULL)),

  CONSTRAINT ck_delivery_subjects_scope CHECK (typeof(scope) = 'text' AND length(scope) <= 50),
  CONSTRAINT ck_delivery_subjects_source CHECK (typeof(source) = 'text' AND length(source) <= 50),
  CONSTRAINT ck_delivery_subjects_subject CHECK (typeof(subject) = 'text' AND length(subject) <= 255 AND subject <> ''),
  CONSTRAINT ck_delivery_subjects_occurred_at
    CHECK (glob('.[0-9][0-9][0-9][0-9][0-9][0-9]+00:00', substr(occurred_at, 20)) = 1
      AND datetime(substr(occurred_at, 1, 19), '+0 days') IS NOT DISTINCT FROM substr(occurred_at, 1, 19)
      AND substr(occurred_at, 1, 4) > '0000' AND length(CAST(occurred_at AS BLOB)) = 32),
  CONSTRAINT ck_delivery_subjects_superseded CHECK (typeof(superseded) = 'integer' AND superseded >= 0),
  CONSTRAINT ck_delivery_subjects_last_superseded_at
    CHECK (glob('.[0-9][0-9][0-9][0-9][0-9][0-9]+00:00', substr(last_superseded_at, 20)) = 1
      AND datetime(substr(last_superseded_at, 1, 19), '+0 days')
        IS NOT DISTINCT FROM substr(last_superseded_at, 1, 19)
      AND substr(last_superseded_at, 1, 4) > '0000' AND length(CAST(last_superseded_at AS BLOB)) = 32),
  CONSTRAINT ck_delivery_subjects_created_at
    CHECK (glob('.[0-9][0-9][0-9][0-9][0-9][0-9]+00:00', substr(created_at, 20)) = 1
      AND datetime(substr(created_at, 1, 19), '+0 days') IS NOT DISTINCT FROM substr(created_at, 1, 19)
      AND substr(created_at, 1, 4) > '0000' AND length(CAST(created_at AS BLOB)) = 32),
  CONSTRAINT ck_delivery_subjects_updated_at
    CHECK (glob('.[0-9][0-9][0-9][0-9][0-9][0-9]+00:00', substr(updated_at, 20)) = 1
      AND datetime(substr(updated_at, 1, 19), '+0 days') IS NOT DISTINCT FROM substr(updated_at, 1, 19)
      AND substr(updated_at, 1, 4) > '0000' AND length(CAST(updated_at AS BLOB)) = 32)
);

CREATE INDEX idx_delivery_updated ON delivery_subjects (updated_at);
