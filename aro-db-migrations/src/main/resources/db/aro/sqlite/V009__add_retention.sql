-- V009: remembers what was archived, whose data must be kept, whose were erased, and whose the deleted rows were.
--
-- Why:     the row of a segment is written by the transaction that deletes its rows, so that a segment of the archive
--          counts if and only if its rows are gone. A hold keeps the rows of a customer from being archived or erased.
--          An erasure is remembered, because data that are restored or still on their way must be erased again; and a
--          provider delivers again what it delivered before, so the key of a request and the subject of a delivery stay
--          as hashes, whose secret is made here, another one in each database. Events outlive what they are about: once an
--          appointment is deleted or archived, no key leads from its events to the customer, and they could neither be
--          erased nor held. Triggers write the customer down in the statement that deletes, whoever sends it.
-- Locks:   the whole database for writers, until the transaction ends.
-- Back:    rollback/sqlite/V009__add_retention.sql drops the tables, with their data, and the triggers.

CREATE TABLE archive_segments (
  id          UUID        NOT NULL,
  source      VARCHAR(50) NOT NULL,
  row_count   BIGINT      NOT NULL,
  sha256      VARCHAR(64) NOT NULL,
  oldest      TIMESTAMPTZ NOT NULL,
  newest      TIMESTAMPTZ NOT NULL,
  archived_at TIMESTAMPTZ NOT NULL,
  restored_at TIMESTAMPTZ,

  CONSTRAINT pk_archive_segments PRIMARY KEY (id),

  CONSTRAINT ck_archive_segments_id
    CHECK (glob('????????-????-????-????-????????????', id) = 1 AND length(replace(id, '-', '')) = 32
      AND glob('*[^0-9a-f-]*', id) = 0),
  CONSTRAINT ck_archive_segments_source CHECK (typeof(source) = 'text' AND length(source) <= 50),
  CONSTRAINT ck_archive_segments_row_count CHECK (typeof(row_count) = 'integer' AND row_count >= 1),
  CONSTRAINT ck_archive_segments_sha256
    CHECK (typeof(sha256) = 'text' AND length(sha256) = 64 AND glob('*[^0-9a-f]*', sha256) = 0),
  CONSTRAINT ck_archive_segments_oldest
    CHECK (glob('.[0-9][0-9][0-9][0-9][0-9][0-9]+00:00', substr(oldest, 20)) = 1
      AND datetime(substr(oldest, 1, 19), '+0 days') IS NOT DISTINCT FROM substr(oldest, 1, 19)
      AND substr(oldest, 1, 4) > '0000' AND length(CAST(oldest AS BLOB)) = 32),
  CONSTRAINT ck_archive_segments_newest
    CHECK (glob('.[0-9][0-9][0-9][0-9][0-9][0-9]+00:00', substr(newest, 20)) = 1
      AND datetime(substr(newest, 1, 19), '+0 days') IS NOT DISTINCT FROM substr(newest, 1, 19)
      AND substr(newest, 1, 4) > '0000' AND length(CAST(newest AS BLOB)) = 32),
  CONSTRAINT ck_archive_segments_archived_at
    CHECK (glob('.[0-9][0-9][0-9][0-9][0-9][0-9]+00:00', substr(archived_at, 20)) = 1
      AND datetime(substr(archived_at, 1, 19), '+0 days') IS NOT DISTINCT FROM substr(archived_at, 1, 19)
      AND substr(archived_at, 1, 4) > '0000' AND length(CAST(archived_at AS BLOB)) = 32),
  CONSTRAINT ck_archive_segments_restored_at
    CHECK (glob('.[0-9][0-9][0-9][0-9][0-9][0-9]+00:00', substr(restored_at, 20)) = 1
      AND datetime(substr(restored_at, 1, 19), '+0 days') IS NOT DISTINCT FROM substr(restored_at, 1, 19)
      AND substr(restored_at, 1, 4) > '0000' AND length(CAST(restored_at AS BLOB)) = 32)
);

CREATE TABLE legal_holds (
  customer_id UUID         NOT NULL,
  reason      VARCHAR(500) NOT NULL,
  actor       VARCHAR(50)  NOT NULL,
  actor_id    VARCHAR(255),
  placed_at   TIMESTAMPTZ  NOT NULL DEFAULT (strftime('%Y-%m-%d %H:%M:%f000+00:00', 'now')),

  CONSTRAINT pk_legal_holds PRIMARY KEY (customer_id),
  CONSTRAINT fk_legal_holds_customer FOREIGN KEY (customer_id) REFERENCES customers (id),

  CONSTRAINT ck_legal_holds_customer_id
    CHECK (glob('????????-????-????-????-????????????', customer_id) = 1 AND length(replace(customer_id, '-', '')) = 32
      AND glob('*[^0-9a-f-]*', customer_id) = 0),
  CONSTRAINT ck_legal_holds_reason CHECK (typeof(reason) = 'text' AND length(reason) <= 500),
  CONSTRAINT ck_legal_holds_actor CHECK (actor IN ('system', 'user', 'admin', 'webhook')),
  CONSTRAINT ck_legal_holds_actor_id CHECK (typeof(actor_id) IN ('text', 'null') AND length(actor_id) <= 255),
  CONSTRAINT ck_legal_holds_placed_at
    CHECK (glob('.[0-9][0-9][0-9][0-9][0-9][0-9]+00:00', substr(placed_at, 20)) = 1
      AND datetime(substr(placed_at, 1, 19), '+0 days') IS NOT DISTINCT FROM substr(placed_at, 1, 19)
      AND substr(placed_at, 1, 4) > '0000' AND length(CAST(placed_at AS BLOB)) = 32)
);

-- Without a foreign key: that somebody was erased is remembered when the row of the customer is gone, too.
CREATE TABLE erasures (
  customer_id     UUID        NOT NULL,
  first_erased_at TIMESTAMPTZ NOT NULL,
  last_erased_at  TIMESTAMPTZ NOT NULL,
  times           BIGINT      NOT NULL DEFAULT 1,

  CONSTRAINT pk_erasures PRIMARY KEY (customer_id),

  CONSTRAINT ck_erasures_customer_id
    CHECK (glob('????????-????-????-????-????????????', customer_id) = 1 AND length(replace(customer_id, '-', '')) = 32
      AND glob('*[^0-9a-f-]*', customer_id) = 0),
  CONSTRAINT ck_erasures_first_erased_at
    CHECK (glob('.[0-9][0-9][0-9][0-9][0-9][0-9]+00:00', substr(first_erased_at, 20)) = 1
      AND datetime(substr(first_erased_at, 1, 19), '+0 days') IS NOT DISTINCT FROM substr(first_erased_at, 1, 19)
      AND substr(first_erased_at, 1, 4) > '0000' AND length(CAST(first_erased_at AS BLOB)) = 32),
  CONSTRAINT ck_erasures_last_erased_at
    CHECK (glob('.[0-9][0-9][0-9][0-9][0-9][0-9]+00:00', substr(last_erased_at, 20)) = 1
      AND datetime(substr(last_erased_at, 1, 19), '+0 days') IS NOT DISTINCT FROM substr(last_erased_at, 1, 19)
      AND substr(last_erased_at, 1, 4) > '0000' AND length(CAST(last_erased_at AS BLOB)) = 32),
  CONSTRAINT ck_erasures_times CHECK (typeof(times) = 'integer' AND times >= 1)
);

CREATE TABLE erasure_secrets (
  id     INTEGER     NOT NULL,
  secret VARCHAR(64) NOT NULL,

  CONSTRAINT pk_erasure_secrets PRIMARY KEY (id),

  CONSTRAINT ck_erasure_secrets_id CHECK (typeof(id) = 'integer' AND id = 1),
  CONSTRAINT ck_erasure_secrets_secret
    CHECK (typeof(secret) = 'text' AND length(secret) = 64 AND glob('*[^0-9a-f]*', secret) = 0)
);

INSERT INTO erasure_secrets (id, secret) VALUES (1, lower(hex(randomblob(32))));

-- Without a foreign key: it is about customers whose row is gone, too.
CREATE TABLE former_belongings (
  entity_id   UUID NOT NULL,
  customer_id UUID NOT NULL,

  CONSTRAINT pk_former_belongings PRIMARY KEY (entity_id),

  CONSTRAINT ck_former_belongings_entity_id
    CHECK (glob('????????-????-????-????-????????????', entity_id) = 1 AND length(replace(entity_id, '-', '')) = 32
      AND glob('*[^0-9a-f-]*', entity_id) = 0),
  CONSTRAINT ck_former_belongings_customer_id
    CHECK (glob('????????-????-????-????-????????????', customer_id) = 1 AND length(replace(customer_id, '-', '')) = 32
      AND glob('*[^0-9a-f-]*', customer_id) = 0)
);

CREATE INDEX idx_former_belonging_customer ON former_belongings (customer_id);

-- Promise: events about a deleted row are still erased and held.
CREATE TRIGGER customers_deleted BEFORE DELETE ON customers
BEGIN
  INSERT OR IGNORE INTO former_belongings (entity_id, customer_id) VALUES (OLD.id, OLD.id);
END;

-- Before the deletion, since what hangs on the appointment goes with it.
-- Promise: events about a deleted row are still erased and held.
CREATE TRIGGER appointments_deleted BEFORE DELETE ON appointments
BEGIN
  INSERT OR IGNORE INTO former_belongings (entity_id, customer_id) VALUES (OLD.id, OLD.customer_id);
  INSERT OR IGNORE INTO former_belongings (entity_id, customer_id)
  SELECT id, OLD.customer_id FROM reminder_logs WHERE appointment_id = OLD.id;
  INSERT OR IGNORE INTO former_belongings (entity_id, customer_id)
  SELECT id, OLD.customer_id FROM workflow_instances WHERE appointment_id = OLD.id;
END;

-- Promise: events about a deleted row are still erased and held.
CREATE TRIGGER reminder_logs_deleted BEFORE DELETE ON reminder_logs
BEGIN
  INSERT OR IGNORE INTO former_belongings (entity_id, customer_id)
  SELECT OLD.id, customer_id FROM appointments WHERE id = OLD.appointment_id;
END;

-- Promise: events about a deleted row are still erased and held.
CREATE TRIGGER workflow_instances_deleted BEFORE DELETE ON workflow_instances
BEGIN
  INSERT OR IGNORE INTO former_belongings (entity_id, customer_id)
  SELECT OLD.id, customer_id FROM appointments WHERE id = OLD.appointment_id;
END;

-- Promise: events about a deleted row are still erased and held.
CREATE TRIGGER dead_letters_deleted BEFORE DELETE ON dead_letters WHEN OLD.workflow_id IS NOT NULL
BEGIN
  INSERT OR IGNORE INTO former_belongings (entity_id, customer_id)
  SELECT OLD.id, appointments.customer_id
  FROM workflow_instances JOIN appointments ON appointments.id = workflow_instances.appointment_id
  WHERE workflow_instances.id = OLD.workflow_id;
  INSERT OR IGNORE INTO former_belongings (entity_id, customer_id)
  SELECT OLD.id, customer_id FROM former_belongings WHERE entity_id = OLD.workflow_id;
END;

-- Promise: events about a deleted row are still erased and held.
CREATE TRIGGER consents_deleted BEFORE DELETE ON consents
BEGIN
  INSERT OR IGNORE INTO former_belongings (entity_id, customer_id)
  SELECT OLD.id, OLD.customer_id WHERE OLD.customer_id IS NOT NULL;
  INSERT OR IGNORE INTO former_belongings (entity_id, customer_id)
  SELECT OLD.id, id FROM customers WHERE phone = OLD.phone;
END;
