-- V009: remembers what was archived, whose data must be kept, whose were erased, and whose the deleted rows were.
--
-- Why:     the row of a segment is written by the transaction that deletes its rows, so that a segment of the archive
--          counts if and only if its rows are gone. A hold keeps the rows of a customer from being archived or erased.
--          An erasure is remembered, because data that are restored or still on their way must be erased again; and a
--          provider delivers again what it delivered before, so the key of a request and the subject of a delivery stay
--          as hashes, whose secret is made here, another one in each database. Events outlive what they are about: once an
--          appointment is deleted or archived, no key leads from its events to the customer, and they could neither be
--          erased nor held. Triggers write the customer down in the statement that deletes, whoever sends it.
-- Locks:   SHARE ROW EXCLUSIVE on the tables of customers, appointments, reminders, workflows, dead letters and consents,
--          for a moment.
-- Back:    rollback/postgresql/V009__add_retention.sql drops the tables, with their data, and the triggers.

CREATE TABLE archive_segments (
  id          uuid        NOT NULL,
  source      varchar(50) NOT NULL,
  row_count   bigint      NOT NULL,
  sha256      varchar(64) NOT NULL,
  oldest      timestamptz NOT NULL,
  newest      timestamptz NOT NULL,
  archived_at timestamptz NOT NULL,
  restored_at timestamptz,

  CONSTRAINT pk_archive_segments PRIMARY KEY (id),
  CONSTRAINT ck_archive_segments_row_count CHECK (row_count >= 1),
  CONSTRAINT ck_archive_segments_sha256 CHECK (sha256 ~ '^[0-9a-f]{64}$'),
  CONSTRAINT ck_archive_segments_oldest
    CHECK (oldest BETWEEN '0001-01-01 00:00:00+00' AND '9999-12-31 23:59:59.999999+00'),
  CONSTRAINT ck_archive_segments_newest
    CHECK (newest BETWEEN '0001-01-01 00:00:00+00' AND '9999-12-31 23:59:59.999999+00'),
  CONSTRAINT ck_archive_segments_archived_at
    CHECK (archived_at BETWEEN '0001-01-01 00:00:00+00' AND '9999-12-31 23:59:59.999999+00'),
  CONSTRAINT ck_archive_segments_restored_at
    CHECK (restored_at BETWEEN '0001-01-01 00:00:00+00' AND '9999-12-31 23:59:59.999999+00')
);

COMMENT ON TABLE archive_segments IS 'One row for each file of the archive whose rows were deleted here.';
COMMENT ON COLUMN archive_segments.id IS 'Id of the segment, which is the name of its file.';
COMMENT ON COLUMN archive_segments.source IS 'What it holds: events, appointments or dead_letters.';
COMMENT ON COLUMN archive_segments.row_count IS 'How many rows it holds, those that belong to others included.';
COMMENT ON COLUMN archive_segments.sha256 IS 'SHA-256 of the file.';
COMMENT ON COLUMN archive_segments.oldest IS 'Time of its oldest row.';
COMMENT ON COLUMN archive_segments.newest IS 'Time of its newest row.';
COMMENT ON COLUMN archive_segments.archived_at IS 'When its rows were deleted.';
COMMENT ON COLUMN archive_segments.restored_at IS 'When its rows were put back; from then on it counts no longer.';

CREATE TABLE legal_holds (
  customer_id uuid         NOT NULL,
  reason      varchar(500) NOT NULL,
  actor       varchar(50)  NOT NULL,
  actor_id    varchar(255),
  placed_at   timestamptz  NOT NULL DEFAULT CURRENT_TIMESTAMP,

  CONSTRAINT pk_legal_holds PRIMARY KEY (customer_id),
  CONSTRAINT fk_legal_holds_customer FOREIGN KEY (customer_id) REFERENCES customers (id),
  CONSTRAINT ck_legal_holds_actor CHECK (actor IN ('system', 'user', 'admin', 'webhook')),
  CONSTRAINT ck_legal_holds_placed_at
    CHECK (placed_at BETWEEN '0001-01-01 00:00:00+00' AND '9999-12-31 23:59:59.999999+00')
);

COMMENT ON TABLE legal_holds IS 'One row for each customer whose data must be kept as they are.';
COMMENT ON COLUMN legal_holds.customer_id IS 'The customer, who cannot be deleted meanwhile.';
COMMENT ON COLUMN legal_holds.reason IS 'Why, such as the number of a case.';
COMMENT ON COLUMN legal_holds.actor IS 'Kind of who placed it: system, user, admin or webhook.';
COMMENT ON COLUMN legal_holds.actor_id IS 'Which job, person or provider placed it.';
COMMENT ON COLUMN legal_holds.placed_at IS 'When it was placed.';

-- Without a foreign key: that somebody was erased is remembered when the row of the customer is gone, too.
CREATE TABLE erasures (
  customer_id     uuid        NOT NULL,
  first_erased_at timestamptz NOT NULL,
  last_erased_at  timestamptz NOT NULL,
  times           bigint      NOT NULL DEFAULT 1,

  CONSTRAINT pk_erasures PRIMARY KEY (customer_id),
  CONSTRAINT ck_erasures_first_erased_at
    CHECK (first_erased_at BETWEEN '0001-01-01 00:00:00+00' AND '9999-12-31 23:59:59.999999+00'),
  CONSTRAINT ck_erasures_last_erased_at
    CHECK (last_erased_at BETWEEN '0001-01-01 00:00:00+00' AND '9999-12-31 23:59:59.999999+00'),
  CONSTRAINT ck_erasures_times CHECK (times >= 1)
);

COMMENT ON TABLE erasures IS
  'One row for each customer whose personal data were erased, and one that counts what was taken out of the rows of others.';
COMMENT ON COLUMN erasures.customer_id IS
  'The customer, whose row may be gone; the nil UUID stands for the rows of others.';
COMMENT ON COLUMN erasures.first_erased_at IS 'When that was first done.';
COMMENT ON COLUMN erasures.last_erased_at IS 'When it was last done.';
COMMENT ON COLUMN erasures.times IS 'How often it was done.';

CREATE TABLE erasure_secrets (
  id     integer     NOT NULL,
  secret varchar(64) NOT NULL,

  CONSTRAINT pk_erasure_secrets PRIMARY KEY (id),
  CONSTRAINT ck_erasure_secrets_id CHECK (id = 1),
  CONSTRAINT ck_erasure_secrets_secret CHECK (secret ~ '^[0-9a-f]{64}$')
);

COMMENT ON TABLE erasure_secrets IS 'The secret of the hashes that erased texts are known by; one row.';
COMMENT ON COLUMN erasure_secrets.id IS 'Always 1.';
COMMENT ON COLUMN erasure_secrets.secret IS 'Random 32 bytes in hexadecimal digits, made by the migration.';

-- Four ids of 122 random bits each; a UUID alone would leave some bits of the secret known.
INSERT INTO erasure_secrets (id, secret)
SELECT 1, encode(sha256(convert_to(
  gen_random_uuid()::text || gen_random_uuid()::text || gen_random_uuid()::text || gen_random_uuid()::text, 'UTF8')), 'hex');

-- Without a foreign key: it is about customers whose row is gone, too.
CREATE TABLE former_belongings (
  entity_id   uuid NOT NULL,
  customer_id uuid NOT NULL,

  CONSTRAINT pk_former_belongings PRIMARY KEY (entity_id)
);

COMMENT ON TABLE former_belongings IS
  'One row for each deleted row that events may be about, kept by triggers: whose it was.';
COMMENT ON COLUMN former_belongings.entity_id IS
  'Id of the deleted row: a customer, an appointment, a reminder, a workflow, a dead letter or a consent.';
COMMENT ON COLUMN former_belongings.customer_id IS 'The customer it belonged to, whose row may be gone.';

CREATE INDEX idx_former_belonging_customer ON former_belongings (customer_id);

CREATE FUNCTION former_belongings_remember() RETURNS trigger LANGUAGE plpgsql SET search_path FROM CURRENT AS $$
BEGIN
  CASE TG_TABLE_NAME
    WHEN 'customers' THEN
      INSERT INTO former_belongings (entity_id, customer_id) VALUES (OLD.id, OLD.id) ON CONFLICT DO NOTHING;
    WHEN 'appointments' THEN
      INSERT INTO former_belongings (entity_id, customer_id)
      SELECT OLD.id, OLD.customer_id
      UNION ALL SELECT id, OLD.customer_id FROM reminder_logs WHERE appointment_id = OLD.id
      UNION ALL SELECT id, OLD.customer_id FROM workflow_instances WHERE appointment_id = OLD.id
      ON CONFLICT DO NOTHING;
    WHEN 'dead_letters' THEN
      INSERT INTO former_belongings (entity_id, customer_id)
      SELECT OLD.id, appointments.customer_id
      FROM workflow_instances JOIN appointments ON appointments.id = workflow_instances.appointment_id
      WHERE workflow_instances.id = OLD.workflow_id
      UNION ALL SELECT OLD.id, customer_id FROM former_belongings WHERE entity_id = OLD.workflow_id
      ON CONFLICT DO NOTHING;
    WHEN 'consents' THEN
      INSERT INTO former_belongings (entity_id, customer_id)
      SELECT OLD.id, OLD.customer_id WHERE OLD.customer_id IS NOT NULL
      UNION ALL SELECT OLD.id, id FROM customers WHERE phone = OLD.phone
      ON CONFLICT DO NOTHING;
    ELSE
      INSERT INTO former_belongings (entity_id, customer_id)
      SELECT OLD.id, customer_id FROM appointments WHERE id = OLD.appointment_id
      ON CONFLICT DO NOTHING;
  END CASE;
  RETURN OLD;
END
$$;

-- Promise: events about a deleted row are still erased and held.
CREATE TRIGGER customers_deleted BEFORE DELETE ON customers
  FOR EACH ROW EXECUTE FUNCTION former_belongings_remember();

-- Before the deletion, since what hangs on the appointment goes with it.
-- Promise: events about a deleted row are still erased and held.
CREATE TRIGGER appointments_deleted BEFORE DELETE ON appointments
  FOR EACH ROW EXECUTE FUNCTION former_belongings_remember();

-- Promise: events about a deleted row are still erased and held.
CREATE TRIGGER reminder_logs_deleted BEFORE DELETE ON reminder_logs
  FOR EACH ROW EXECUTE FUNCTION former_belongings_remember();

-- Promise: events about a deleted row are still erased and held.
CREATE TRIGGER workflow_instances_deleted BEFORE DELETE ON workflow_instances
  FOR EACH ROW EXECUTE FUNCTION former_belongings_remember();

-- Promise: events about a deleted row are still erased and held.
CREATE TRIGGER dead_letters_deleted BEFORE DELETE ON dead_letters
  FOR EACH ROW WHEN (OLD.workflow_id IS NOT NULL) EXECUTE FUNCTION former_belongings_remember();

-- Promise: events about a deleted row are still erased and held.
CREATE TRIGGER consents_deleted BEFORE DELETE ON consents
  FOR EACH ROW EXECUTE FUNCTION former_belongings_remember();
