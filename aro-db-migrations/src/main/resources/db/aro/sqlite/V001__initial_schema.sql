-- V001: customers, appointments with their transition history, events and the business configuration.
--
-- Why:     the tables every service starts from. An appointment stands at the last transition of its history, and only
--          there: each transition but the last points to its successor, one per appointment is the last, and the
--          appointment's foreign key asks for it. A status that is not the last transition's, an edge that is not allowed,
--          a gap, a fork and a transition slipped in are all refused by foreign keys. A correction leaves a terminal status
--          by an edge of its own and must say why. A rescheduled appointment is linked from its replacement.
--          SQLite checks foreign keys only where a program asks for it, and sqlite3 does not. Without them a status could
--          change without its move, and the owner could rewrite moves, cut off the end of a history or add a rule. Triggers
--          keep moves as they were written. An erasure may blank why, who and by which command, and a whole appointment
--          may go. A migration that builds one of the tables anew must create its triggers anew as well.
-- Types:   SQLite does not enforce a declared type, so each column carries the CHECK that does. UUIDs are text. Times are
--          text in one form of 32 characters (UTC, microseconds, as in 2026-03-01 10:00:00.500000+00:00), so that their
--          order is that of the texts. NUMERIC(p, 2) holds whole hundredths as an integer (12.50 is 1250: exact, and sums
--          stay exact), lists are JSON arrays. The names that end in TEXT or contain it are our own; a plain JSONB would
--          have numeric affinity and turn the document 1e2 into 100.
-- Locks:   the whole database for writers, until the transaction ends.
-- Back:    rollback/sqlite/V001__initial_schema.sql drops everything below, with its data.

CREATE TABLE customers (
  id                       UUID           NOT NULL DEFAULT (lower(
    hex(randomblob(4)) || '-' || hex(randomblob(2)) || '-4' || substr(hex(randomblob(2)), 2)
    || '-8' || substr(hex(randomblob(2)), 2) || '-' || hex(randomblob(6))
  )),
  phone                    VARCHAR(20)    NOT NULL,
  email                    VARCHAR(255),
  name                     VARCHAR(255),

  no_show_count            BIGINT         NOT NULL DEFAULT 0,
  reschedule_count         BIGINT         NOT NULL DEFAULT 0,
  cancel_count             BIGINT         NOT NULL DEFAULT 0,
  appointment_count        BIGINT         NOT NULL DEFAULT 0,
  confirmed_count          BIGINT         NOT NULL DEFAULT 0,
  confirmation_rate        NUMERIC(5, 2)  NOT NULL DEFAULT 0,

  lifetime_value           NUMERIC(17, 2) NOT NULL DEFAULT 0,
  payment_status           VARCHAR(20)    NOT NULL DEFAULT 'no_history',
  deposits_paid            BIGINT         NOT NULL DEFAULT 0,

  review_status            VARCHAR(20)    NOT NULL DEFAULT 'none',
  last_review_request_date TIMESTAMPTZ,
  communication_preference VARCHAR(20)    NOT NULL DEFAULT 'sms',

  risk_score               INTEGER        NOT NULL DEFAULT 0,
  risk_category            VARCHAR(20)    NOT NULL DEFAULT 'low',
  requires_deposit         BOOLEAN        NOT NULL DEFAULT FALSE,

  created_at               TIMESTAMPTZ    NOT NULL DEFAULT (strftime('%Y-%m-%d %H:%M:%f000+00:00', 'now')),
  updated_at               TIMESTAMPTZ    NOT NULL DEFAULT (strftime('%Y-%m-%d %H:%M:%f000+00:00', 'now')),
  tags                     TEXT_LIST      NOT NULL DEFAULT '[]',

  CONSTRAINT pk_customers PRIMARY KEY (id),

  CONSTRAINT ck_customers_id
    CHECK (glob('????????-????-????-????-????????????', id) = 1 AND length(replace(id, '-', '')) = 32
      AND glob('*[^0-9a-f-]*', id) = 0),
  CONSTRAINT ck_customers_phone
    CHECK (typeof(phone) = 'text' AND glob('+[1-9]*', phone) = 1 AND glob('*[^0-9]*', substr(phone, 2)) = 0
      AND length(phone) BETWEEN 3 AND 16),
  CONSTRAINT ck_customers_email
    CHECK (typeof(email) IN ('text', 'null') AND length(email) <= 255 AND glob('?*@?*', email) = 1
      AND glob('*@*@*', email) = 0 AND glob('* *', email) = 0),
  CONSTRAINT ck_customers_name CHECK (typeof(name) IN ('text', 'null') AND length(name) <= 255),
  CONSTRAINT ck_customers_no_show_count CHECK (typeof(no_show_count) = 'integer' AND no_show_count >= 0),
  CONSTRAINT ck_customers_reschedule_count CHECK (typeof(reschedule_count) = 'integer' AND reschedule_count >= 0),
  CONSTRAINT ck_customers_cancel_count CHECK (typeof(cancel_count) = 'integer' AND cancel_count >= 0),
  CONSTRAINT ck_customers_appointment_count CHECK (typeof(appointment_count) = 'integer' AND appointment_count >= 0),
  CONSTRAINT ck_customers_confirmed_count
    CHECK (typeof(confirmed_count) = 'integer' AND confirmed_count BETWEEN 0 AND appointment_count),
  CONSTRAINT ck_customers_confirmation_rate
    CHECK (typeof(confirmation_rate) = 'integer' AND confirmation_rate BETWEEN 0 AND 10000),
  CONSTRAINT ck_customers_lifetime_value
    CHECK (typeof(lifetime_value) = 'integer' AND lifetime_value BETWEEN 0 AND 99999999999999999),
  CONSTRAINT ck_customers_payment_status CHECK (payment_status IN ('current', 'past_due', 'no_history')),
  CONSTRAINT ck_customers_deposits_paid CHECK (typeof(deposits_paid) = 'integer' AND deposits_paid >= 0),
  CONSTRAINT ck_customers_review_status CHECK (review_status IN ('none', 'pending', 'requested', 'submitted')),
  CONSTRAINT ck_customers_last_review_request_date
    CHECK (glob('.[0-9][0-9][0-9][0-9][0-9][0-9]+00:00', substr(last_review_request_date, 20)) = 1
      AND datetime(substr(last_review_request_date, 1, 19), '+0 days')
        IS NOT DISTINCT FROM substr(last_review_request_date, 1, 19)
      AND substr(last_review_request_date, 1, 4) > '0000' AND length(CAST(last_review_request_date AS BLOB)) = 32),
  CONSTRAINT ck_customers_communication_preference CHECK (communication_preference IN ('sms', 'whatsapp', 'email')),
  CONSTRAINT ck_customers_risk_score CHECK (typeof(risk_score) = 'integer' AND risk_score BETWEEN 0 AND 100),
  CONSTRAINT ck_customers_risk_category CHECK (risk_category IN ('low', 'medium', 'high', 'blocked')),
  CONSTRAINT ck_customers_requires_deposit CHECK (requires_deposit IN (0, 1)),
  CONSTRAINT ck_customers_created_at
    CHECK (glob('.[0-9][0-9][0-9][0-9][0-9][0-9]+00:00', substr(created_at, 20)) = 1
      AND datetime(substr(created_at, 1, 19), '+0 days') IS NOT DISTINCT FROM substr(created_at, 1, 19)
      AND substr(created_at, 1, 4) > '0000' AND length(CAST(created_at AS BLOB)) = 32),
  CONSTRAINT ck_customers_updated_at
    CHECK (glob('.[0-9][0-9][0-9][0-9][0-9][0-9]+00:00', substr(updated_at, 20)) = 1
      AND datetime(substr(updated_at, 1, 19), '+0 days') IS NOT DISTINCT FROM substr(updated_at, 1, 19)
      AND substr(updated_at, 1, 4) > '0000' AND length(CAST(updated_at AS BLOB)) = 32),
  CONSTRAINT ck_customers_tags CHECK (json_valid(tags) AND json_type(tags) = 'array')
);

CREATE UNIQUE INDEX idx_customer_phone ON customers (phone);
-- With the id, so that a page begins exactly after the one before it however many customers have the same score.
CREATE INDEX idx_customer_risk ON customers (risk_category, risk_score, id);
CREATE INDEX idx_customer_updated ON customers (updated_at DESC);
-- Small letters are those of ASCII; the range of a prefix is in the order of this index, and so are its pages.
CREATE INDEX idx_customer_name ON customers (lower(name), id);

-- The rule table of the state machine. Only a migration changes it.
CREATE TABLE allowed_transitions (
  from_status STATUS_TEXT NOT NULL,
  to_status   STATUS_TEXT NOT NULL,
  correction  BOOLEAN     NOT NULL DEFAULT FALSE,

  CONSTRAINT pk_allowed_transitions PRIMARY KEY (from_status, to_status),
  CONSTRAINT uq_allowed_transitions_edge UNIQUE (from_status, to_status, correction),

  CONSTRAINT ck_allowed_transitions_from_status
    CHECK (from_status IN ('booked', 'confirmed', 'rescheduled', 'cancelled', 'no_show', 'completed', 'in_progress')),
  CONSTRAINT ck_allowed_transitions_to_status
    CHECK (to_status IN ('booked', 'confirmed', 'rescheduled', 'cancelled', 'no_show', 'completed', 'in_progress')),
  CONSTRAINT ck_allowed_transitions_correction CHECK (correction IN (0, 1))
);

INSERT INTO allowed_transitions (from_status, to_status) VALUES
  ('booked', 'confirmed'), ('booked', 'rescheduled'), ('booked', 'cancelled'), ('booked', 'no_show'),
  ('booked', 'in_progress'),
  ('confirmed', 'rescheduled'), ('confirmed', 'cancelled'), ('confirmed', 'in_progress'), ('confirmed', 'no_show'),
  ('rescheduled', 'booked'),
  ('in_progress', 'completed'), ('in_progress', 'no_show');

INSERT INTO allowed_transitions (from_status, to_status, correction) VALUES
  ('cancelled', 'booked', TRUE), ('no_show', 'booked', TRUE), ('no_show', 'completed', TRUE),
  ('completed', 'no_show', TRUE);

CREATE TABLE appointments (
  id                      UUID             NOT NULL DEFAULT (lower(
    hex(randomblob(4)) || '-' || hex(randomblob(2)) || '-4' || substr(hex(randomblob(2)), 2)
    || '-8' || substr(hex(randomblob(2)), 2) || '-' || hex(randomblob(6))
  )),
  external_source         VARCHAR(50)      NOT NULL DEFAULT '',
  external_id             VARCHAR(255),
  customer_id             UUID             NOT NULL,

  date                    TIMESTAMPTZ      NOT NULL,
  duration                INTEGER          NOT NULL,
  service_type            VARCHAR(255)     NOT NULL,
  service_cost            NUMERIC(10, 2)   NOT NULL,
  provider                VARCHAR(255),
  location                VARCHAR(255),

  status                  STATUS_TEXT      NOT NULL DEFAULT 'booked',
  previous_status         STATUS_TEXT_LIST NOT NULL DEFAULT '[]',
  version                 INTEGER          NOT NULL DEFAULT 1,
  at_last_transition      BOOLEAN          NOT NULL DEFAULT TRUE,
  rescheduled_from        UUID,

  confirmation_received   BOOLEAN          NOT NULL DEFAULT FALSE,
  confirmation_date       TIMESTAMPTZ,
  response_classification VARCHAR(20),

  deposit_required        BOOLEAN          NOT NULL DEFAULT FALSE,
  deposit_amount          NUMERIC(10, 2),
  deposit_paid            BOOLEAN          NOT NULL DEFAULT FALSE,
  deposit_payment_id      VARCHAR(255),

  created_at              TIMESTAMPTZ      NOT NULL DEFAULT (strftime('%Y-%m-%d %H:%M:%f000+00:00', 'now')),
  updated_at              TIMESTAMPTZ      NOT NULL DEFAULT (strftime('%Y-%m-%d %H:%M:%f000+00:00', 'now')),
  completed_at            TIMESTAMPTZ,
  cancelled_at            TIMESTAMPTZ,
  archived_at             TIMESTAMPTZ,
  notes                   TEXT,

  CONSTRAINT pk_appointments PRIMARY KEY (id),
  CONSTRAINT fk_appointments_customer FOREIGN KEY (customer_id) REFERENCES customers (id) ON DELETE CASCADE,
  -- Deferred, because an appointment and its first transition are written by two statements of one transaction.
  CONSTRAINT fk_appointments_last_transition
    FOREIGN KEY (id, version, status, at_last_transition)
    REFERENCES appointment_transitions (appointment_id, sequence, to_status, last)
    DEFERRABLE INITIALLY DEFERRED,
  CONSTRAINT fk_appointments_rescheduled_from
    FOREIGN KEY (rescheduled_from) REFERENCES appointments (id) ON DELETE SET NULL,
  CONSTRAINT ck_appointments_completed CHECK (status <> 'completed' OR completed_at IS NOT NULL),
  CONSTRAINT ck_appointments_cancelled CHECK (status <> 'cancelled' OR cancelled_at IS NOT NULL),

  CONSTRAINT ck_appointments_id
    CHECK (glob('????????-????-????-????-????????????', id) = 1 AND length(replace(id, '-', '')) = 32
      AND glob('*[^0-9a-f-]*', id) = 0),
  CONSTRAINT ck_appointments_external_source
    CHECK (typeof(external_source) = 'text' AND length(external_source) <= 50
      AND (external_source = '' OR external_id IS NOT NULL)),
  CONSTRAINT ck_appointments_external_id CHECK (typeof(external_id) IN ('text', 'null') AND length(external_id) <= 255),
  CONSTRAINT ck_appointments_customer_id
    CHECK (glob('????????-????-????-????-????????????', customer_id) = 1 AND length(replace(customer_id, '-', '')) = 32
      AND glob('*[^0-9a-f-]*', customer_id) = 0),
  CONSTRAINT ck_appointments_date
    CHECK (glob('.[0-9][0-9][0-9][0-9][0-9][0-9]+00:00', substr(date, 20)) = 1
      AND datetime(substr(date, 1, 19), '+0 days') IS NOT DISTINCT FROM substr(date, 1, 19)
      AND substr(date, 1, 4) > '0000' AND length(CAST(date AS BLOB)) = 32),
  CONSTRAINT ck_appointments_duration CHECK (typeof(duration) = 'integer' AND duration BETWEEN 1 AND 2147483647),
  CONSTRAINT ck_appointments_service_type CHECK (typeof(service_type) = 'text' AND length(service_type) <= 255),
  CONSTRAINT ck_appointments_service_cost
    CHECK (typeof(service_cost) = 'integer' AND service_cost BETWEEN 0 AND 9999999999),
  CONSTRAINT ck_appointments_provider CHECK (typeof(provider) IN ('text', 'null') AND length(provider) <= 255),
  CONSTRAINT ck_appointments_location CHECK (typeof(location) IN ('text', 'null') AND length(location) <= 255),
  CONSTRAINT ck_appointments_status
    CHECK (status IN ('booked', 'confirmed', 'rescheduled', 'cancelled', 'no_show', 'completed', 'in_progress')),
  CONSTRAINT ck_appointments_previous_status
    CHECK (json_valid(previous_status) AND json_type(previous_status) = 'array'),
  CONSTRAINT ck_appointments_version CHECK (typeof(version) = 'integer' AND version BETWEEN 1 AND 2147483647),
  CONSTRAINT ck_appointments_at_last_transition CHECK (at_last_transition = 1),
  CONSTRAINT ck_appointments_rescheduled_from
    CHECK (glob('????????-????-????-????-????????????', rescheduled_from) = 1
      AND length(replace(rescheduled_from, '-', '')) = 32 AND glob('*[^0-9a-f-]*', rescheduled_from) = 0
      AND rescheduled_from <> id),
  CONSTRAINT ck_appointments_confirmation_received CHECK (confirmation_received IN (0, 1)),
  CONSTRAINT ck_appointments_confirmation_date
    CHECK (glob('.[0-9][0-9][0-9][0-9][0-9][0-9]+00:00', substr(confirmation_date, 20)) = 1
      AND datetime(substr(confirmation_date, 1, 19), '+0 days') IS NOT DISTINCT FROM substr(confirmation_date, 1, 19)
      AND substr(confirmation_date, 1, 4) > '0000' AND length(CAST(confirmation_date AS BLOB)) = 32),
  CONSTRAINT ck_appointments_response_classification
    CHECK (response_classification IN ('confirmed', 'reschedule', 'cancel', 'unclear')),
  CONSTRAINT ck_appointments_deposit_required CHECK (deposit_required IN (0, 1)),
  CONSTRAINT ck_appointments_deposit_amount
    CHECK (typeof(deposit_amount) IN ('integer', 'null') AND deposit_amount BETWEEN 0 AND 9999999999),
  CONSTRAINT ck_appointments_deposit_paid CHECK (deposit_paid IN (0, 1)),
  CONSTRAINT ck_appointments_deposit_payment_id
    CHECK (typeof(deposit_payment_id) IN ('text', 'null') AND length(deposit_payment_id) <= 255),
  CONSTRAINT ck_appointments_created_at
    CHECK (glob('.[0-9][0-9][0-9][0-9][0-9][0-9]+00:00', substr(created_at, 20)) = 1
      AND datetime(substr(created_at, 1, 19), '+0 days') IS NOT DISTINCT FROM substr(created_at, 1, 19)
      AND substr(created_at, 1, 4) > '0000' AND length(CAST(created_at AS BLOB)) = 32),
  CONSTRAINT ck_appointments_updated_at
    CHECK (glob('.[0-9][0-9][0-9][0-9][0-9][0-9]+00:00', substr(updated_at, 20)) = 1
      AND datetime(substr(updated_at, 1, 19), '+0 days') IS NOT DISTINCT FROM substr(updated_at, 1, 19)
      AND substr(updated_at, 1, 4) > '0000' AND length(CAST(updated_at AS BLOB)) = 32),
  CONSTRAINT ck_appointments_completed_at
    CHECK (glob('.[0-9][0-9][0-9][0-9][0-9][0-9]+00:00', substr(completed_at, 20)) = 1
      AND datetime(substr(completed_at, 1, 19), '+0 days') IS NOT DISTINCT FROM substr(completed_at, 1, 19)
      AND substr(completed_at, 1, 4) > '0000' AND length(CAST(completed_at AS BLOB)) = 32),
  CONSTRAINT ck_appointments_cancelled_at
    CHECK (glob('.[0-9][0-9][0-9][0-9][0-9][0-9]+00:00', substr(cancelled_at, 20)) = 1
      AND datetime(substr(cancelled_at, 1, 19), '+0 days') IS NOT DISTINCT FROM substr(cancelled_at, 1, 19)
      AND substr(cancelled_at, 1, 4) > '0000' AND length(CAST(cancelled_at AS BLOB)) = 32),
  CONSTRAINT ck_appointments_archived_at
    CHECK (glob('.[0-9][0-9][0-9][0-9][0-9][0-9]+00:00', substr(archived_at, 20)) = 1
      AND datetime(substr(archived_at, 1, 19), '+0 days') IS NOT DISTINCT FROM substr(archived_at, 1, 19)
      AND substr(archived_at, 1, 4) > '0000' AND length(CAST(archived_at AS BLOB)) = 32),
  CONSTRAINT ck_appointments_notes CHECK (typeof(notes) IN ('text', 'null'))
);

CREATE INDEX idx_appointment_customer ON appointments (customer_id, date);
CREATE INDEX idx_appointment_date ON appointments (date);
CREATE INDEX idx_appointment_status ON appointments (status, date);
CREATE INDEX idx_appointment_upcoming ON appointments (date) WHERE status IN ('booked', 'confirmed');
CREATE UNIQUE INDEX idx_appointment_external ON appointments (external_source, external_id) WHERE external_id IS NOT NULL;
CREATE INDEX idx_appointment_provider ON appointments (provider, date) WHERE provider IS NOT NULL;
CREATE UNIQUE INDEX idx_appointment_rescheduled ON appointments (rescheduled_from);
CREATE UNIQUE INDEX idx_appointment_payment ON appointments (deposit_payment_id) WHERE deposit_payment_id IS NOT NULL;
CREATE INDEX idx_appointment_completed ON appointments (completed_at)
  WHERE completed_at IS NOT NULL AND archived_at IS NULL;
-- Archived and closed appointments leave in the order of their time, batch by batch.
CREATE INDEX idx_appointment_archived ON appointments (completed_at, id) WHERE archived_at IS NOT NULL;
CREATE INDEX idx_appointment_closed ON appointments (date, id)
  WHERE status IN ('cancelled', 'no_show', 'rescheduled');

CREATE TABLE appointment_transitions (
  appointment_id    UUID         NOT NULL,
  sequence          INTEGER      NOT NULL,
  previous_sequence INTEGER,
  next_sequence     INTEGER,
  last              BOOLEAN      NOT NULL DEFAULT TRUE,

  from_status       STATUS_TEXT,
  to_status         STATUS_TEXT  NOT NULL,
  correction        BOOLEAN      NOT NULL DEFAULT FALSE,

  actor             VARCHAR(50)  NOT NULL,
  actor_id          VARCHAR(255),
  reason            VARCHAR(500),
  command_id        VARCHAR(255),
  occurred_at       TIMESTAMPTZ  NOT NULL,

  CONSTRAINT pk_appointment_transitions PRIMARY KEY (appointment_id, sequence),
  CONSTRAINT uq_appointment_transitions_to UNIQUE (appointment_id, sequence, to_status),
  CONSTRAINT uq_appointment_transitions_last UNIQUE (appointment_id, sequence, to_status, last),
  CONSTRAINT fk_appointment_transitions_appointment
    FOREIGN KEY (appointment_id) REFERENCES appointments (id) ON DELETE CASCADE,
  CONSTRAINT fk_appointment_transitions_edge
    FOREIGN KEY (from_status, to_status, correction)
    REFERENCES allowed_transitions (from_status, to_status, correction),
  CONSTRAINT fk_appointment_transitions_predecessor
    FOREIGN KEY (appointment_id, previous_sequence, from_status)
    REFERENCES appointment_transitions (appointment_id, sequence, to_status),
  -- Deferred, because a transition must stop being the last before the next one can be.
  CONSTRAINT fk_appointment_transitions_successor
    FOREIGN KEY (appointment_id, next_sequence) REFERENCES appointment_transitions (appointment_id, sequence)
    DEFERRABLE INITIALLY DEFERRED,
  CONSTRAINT ck_appointment_transitions_linear CHECK (
    (sequence = 1 AND previous_sequence IS NULL AND from_status IS NULL AND to_status = 'booked')
    OR (sequence > 1 AND previous_sequence IS NOT NULL AND previous_sequence = sequence - 1 AND from_status IS NOT NULL)
  ),
  CONSTRAINT ck_appointment_transitions_end CHECK (
    (last = 1 AND next_sequence IS NULL) OR (last = 0 AND next_sequence IS NOT NULL AND next_sequence = sequence + 1)
  ),
  CONSTRAINT ck_appointment_transitions_reasoned CHECK (correction = 0 OR reason IS NOT NULL),

  CONSTRAINT ck_appointment_transitions_appointment_id
    CHECK (glob('????????-????-????-????-????????????', appointment_id) = 1
      AND length(replace(appointment_id, '-', '')) = 32 AND glob('*[^0-9a-f-]*', appointment_id) = 0),
  CONSTRAINT ck_appointment_transitions_sequence
    CHECK (typeof(sequence) = 'integer' AND sequence BETWEEN -2147483648 AND 2147483647),
  CONSTRAINT ck_appointment_transitions_previous_sequence
    CHECK (typeof(previous_sequence) IN ('integer', 'null') AND previous_sequence BETWEEN -2147483648 AND 2147483647),
  CONSTRAINT ck_appointment_transitions_next_sequence
    CHECK (typeof(next_sequence) IN ('integer', 'null') AND next_sequence BETWEEN 2 AND 2147483647),
  CONSTRAINT ck_appointment_transitions_last CHECK (last IN (0, 1)),
  CONSTRAINT ck_appointment_transitions_from_status
    CHECK (from_status IN ('booked', 'confirmed', 'rescheduled', 'cancelled', 'no_show', 'completed', 'in_progress')),
  CONSTRAINT ck_appointment_transitions_to_status
    CHECK (to_status IN ('booked', 'confirmed', 'rescheduled', 'cancelled', 'no_show', 'completed', 'in_progress')),
  CONSTRAINT ck_appointment_transitions_correction CHECK (correction IN (0, 1)),
  CONSTRAINT ck_appointment_transitions_actor CHECK (actor IN ('system', 'user', 'admin', 'webhook')),
  CONSTRAINT ck_appointment_transitions_actor_id
    CHECK (typeof(actor_id) IN ('text', 'null') AND length(actor_id) <= 255),
  CONSTRAINT ck_appointment_transitions_reason CHECK (typeof(reason) IN ('text', 'null') AND length(reason) <= 500),
  CONSTRAINT ck_appointment_transitions_command_id
    CHECK (typeof(command_id) IN ('text', 'null') AND length(command_id) <= 255),
  CONSTRAINT ck_appointment_transitions_occurred_at
    CHECK (glob('.[0-9][0-9][0-9][0-9][0-9][0-9]+00:00', substr(occurred_at, 20)) = 1
      AND datetime(substr(occurred_at, 1, 19), '+0 days') IS NOT DISTINCT FROM substr(occurred_at, 1, 19)
      AND substr(occurred_at, 1, 4) > '0000' AND length(CAST(occurred_at AS BLOB)) = 32)
);

CREATE UNIQUE INDEX idx_transition_command ON appointment_transitions (appointment_id, command_id)
  WHERE command_id IS NOT NULL;
CREATE UNIQUE INDEX idx_transition_last ON appointment_transitions (appointment_id) WHERE last;

-- A status changes by one legal step, which the list of former statuses and the version follow.
-- Promise: a status changes by one legal step.
CREATE TRIGGER tg_appointments_moved BEFORE UPDATE OF id, status, version, previous_status ON appointments
WHEN (NEW.id <> OLD.id OR NEW.status <> OLD.status OR NEW.version <> OLD.version
    OR NEW.previous_status <> OLD.previous_status)
  AND NOT (
    NEW.id = OLD.id AND NEW.version = OLD.version + 1
    AND json(NEW.previous_status) = json_insert(OLD.previous_status, '$[#]', OLD.status)
    AND EXISTS (SELECT 1 FROM allowed_transitions WHERE from_status = OLD.status AND to_status = NEW.status)
  )
BEGIN
  SELECT RAISE(ABORT, 'a status changes by one legal step: constraint failed: tg_appointments_moved');
END;

-- The appointment has made the move when it is written down, or makes none of its own if it is restored.
-- Promise: a move is added when its appointment makes it.
CREATE TRIGGER tg_appointment_transitions_added BEFORE INSERT ON appointment_transitions
WHEN EXISTS (
    SELECT 1 FROM appointment_transitions WHERE appointment_id = NEW.appointment_id AND sequence = NEW.sequence
  )
  OR NOT EXISTS (
    SELECT 1 FROM appointments
    WHERE id = NEW.appointment_id
      AND ((version > NEW.sequence AND NOT NEW.last) OR (version = NEW.sequence AND NEW.last AND status = NEW.to_status))
  )
BEGIN
  SELECT RAISE(ABORT, 'a move is added when its appointment makes it: constraint failed: tg_appointment_transitions_added');
END;

-- A move learns of its successor, and an erasure blanks what may be about a person.
-- Promise: moves stay as they were written.
CREATE TRIGGER tg_appointment_transitions_kept BEFORE UPDATE ON appointment_transitions
WHEN NOT (
    NEW.appointment_id = OLD.appointment_id AND NEW.sequence = OLD.sequence
    AND NEW.previous_sequence IS OLD.previous_sequence
    AND NEW.from_status IS OLD.from_status AND NEW.to_status = OLD.to_status
    AND NEW.actor = OLD.actor AND NEW.occurred_at = OLD.occurred_at AND NEW.correction = OLD.correction
    AND (NEW.reason IS OLD.reason OR NEW.reason IS '[erased]')
    AND (NEW.actor_id IS OLD.actor_id OR NEW.actor_id IS '[erased]')
    AND (NEW.command_id IS OLD.command_id OR NEW.command_id IS NULL)
    AND (NEW.next_sequence IS OLD.next_sequence OR OLD.next_sequence IS NULL)
    AND (NEW.last = OLD.last OR (OLD.last AND EXISTS (
      SELECT 1 FROM appointments WHERE id = OLD.appointment_id AND version = OLD.sequence + 1
    )))
  )
BEGIN
  SELECT RAISE(ABORT, 'a move stays as it was written: constraint failed: tg_appointment_transitions_kept');
END;

-- Promise: moves go with their appointment, and not before.
CREATE TRIGGER tg_appointment_transitions_removed BEFORE DELETE ON appointment_transitions
WHEN EXISTS (SELECT 1 FROM appointments WHERE id = OLD.appointment_id)
BEGIN
  SELECT RAISE(ABORT, 'moves go with their appointment: constraint failed: tg_appointment_transitions_removed');
END;

-- Promise: only a migration changes the rules.
CREATE TRIGGER tg_allowed_transitions_added BEFORE INSERT ON allowed_transitions
BEGIN
  SELECT RAISE(ABORT, 'only a migration changes the rules: constraint failed: tg_allowed_transitions_added');
END;

-- Promise: only a migration changes the rules.
CREATE TRIGGER tg_allowed_transitions_kept BEFORE UPDATE ON allowed_transitions
BEGIN
  SELECT RAISE(ABORT, 'only a migration changes the rules: constraint failed: tg_allowed_transitions_kept');
END;

-- Promise: only a migration changes the rules.
CREATE TRIGGER tg_allowed_transitions_removed BEFORE DELETE ON allowed_transitions
BEGIN
  SELECT RAISE(ABORT, 'only a migration changes the rules: constraint failed: tg_allowed_transitions_removed');
END;

CREATE TABLE events (
  id          UUID         NOT NULL DEFAULT (lower(
    hex(randomblob(4)) || '-' || hex(randomblob(2)) || '-4' || substr(hex(randomblob(2)), 2)
    || '-8' || substr(hex(randomblob(2)), 2) || '-' || hex(randomblob(6))
  )),
  timestamp   TIMESTAMPTZ  NOT NULL DEFAULT (strftime('%Y-%m-%d %H:%M:%f000+00:00', 'now')),
  type        VARCHAR(100) NOT NULL,
  entity_type VARCHAR(50)  NOT NULL,
  entity_id   UUID         NOT NULL,

  actor       VARCHAR(50)  NOT NULL,
  actor_id    VARCHAR(255),

  data        JSONB_TEXT   NOT NULL,
  metadata    JSONB_TEXT   NOT NULL,

  created_at  TIMESTAMPTZ  NOT NULL DEFAULT (strftime('%Y-%m-%d %H:%M:%f000+00:00', 'now')),

  CONSTRAINT pk_events PRIMARY KEY (id, timestamp),

  CONSTRAINT ck_events_id
    CHECK (glob('????????-????-????-????-????????????', id) = 1 AND length(replace(id, '-', '')) = 32
      AND glob('*[^0-9a-f-]*', id) = 0),
  CONSTRAINT ck_events_timestamp
    CHECK (glob('.[0-9][0-9][0-9][0-9][0-9][0-9]+00:00', substr(timestamp, 20)) = 1
      AND datetime(substr(timestamp, 1, 19), '+0 days') IS NOT DISTINCT FROM substr(timestamp, 1, 19)
      AND substr(timestamp, 1, 4) > '0000' AND length(CAST(timestamp AS BLOB)) = 32),
  CONSTRAINT ck_events_type CHECK (typeof(type) = 'text' AND length(type) <= 100),
  CONSTRAINT ck_events_entity_type CHECK (typeof(entity_type) = 'text' AND length(entity_type) <= 50),
  CONSTRAINT ck_events_entity_id
    CHECK (glob('????????-????-????-????-????????????', entity_id) = 1 AND length(replace(entity_id, '-', '')) = 32
      AND glob('*[^0-9a-f-]*', entity_id) = 0),
  CONSTRAINT ck_events_actor CHECK (actor IN ('system', 'user', 'admin', 'webhook')),
  CONSTRAINT ck_events_actor_id CHECK (typeof(actor_id) IN ('text', 'null') AND length(actor_id) <= 255),
  CONSTRAINT ck_events_data CHECK (json_valid(data)),
  CONSTRAINT ck_events_metadata CHECK (json_valid(metadata)),
  CONSTRAINT ck_events_created_at
    CHECK (glob('.[0-9][0-9][0-9][0-9][0-9][0-9]+00:00', substr(created_at, 20)) = 1
      AND datetime(substr(created_at, 1, 19), '+0 days') IS NOT DISTINCT FROM substr(created_at, 1, 19)
      AND substr(created_at, 1, 4) > '0000' AND length(CAST(created_at AS BLOB)) = 32)
);

-- Each list is read page by page in time order, so each index ends with the time and the id. The index of an entity begins
-- with its id, by which an erasure finds events of every type of entity.
CREATE INDEX idx_event_timestamp ON events (timestamp DESC, id DESC);
CREATE INDEX idx_event_type ON events (type, timestamp, id);
CREATE INDEX idx_event_entity ON events (entity_id, entity_type, timestamp, id);
CREATE INDEX idx_event_actor ON events (actor, actor_id, timestamp, id);

CREATE TABLE business_config (
  id             UUID         NOT NULL DEFAULT (lower(
    hex(randomblob(4)) || '-' || hex(randomblob(2)) || '-4' || substr(hex(randomblob(2)), 2)
    || '-8' || substr(hex(randomblob(2)), 2) || '-' || hex(randomblob(6))
  )),
  business_name  VARCHAR(255) NOT NULL,

  phone          VARCHAR(20)  NOT NULL,
  email          VARCHAR(255) NOT NULL,
  address        TEXT,
  timezone       VARCHAR(50)  NOT NULL DEFAULT 'America/New_York',

  business_hours JSONB_TEXT   NOT NULL,
  integrations   JSONB_TEXT   NOT NULL,
  rules          JSONB_TEXT   NOT NULL,
  version        INTEGER      NOT NULL DEFAULT 1,

  created_at     TIMESTAMPTZ  NOT NULL DEFAULT (strftime('%Y-%m-%d %H:%M:%f000+00:00', 'now')),
  updated_at     TIMESTAMPTZ  NOT NULL DEFAULT (strftime('%Y-%m-%d %H:%M:%f000+00:00', 'now')),

  CONSTRAINT pk_business_config PRIMARY KEY (id),

  CONSTRAINT ck_business_config_id
    CHECK (glob('????????-????-????-????-????????????', id) = 1 AND length(replace(id, '-', '')) = 32
      AND glob('*[^0-9a-f-]*', id) = 0),
  CONSTRAINT ck_business_config_business_name CHECK (typeof(business_name) = 'text' AND length(business_name) <= 255),
  CONSTRAINT ck_business_config_phone
    CHECK (typeof(phone) = 'text' AND glob('+[1-9]*', phone) = 1 AND glob('*[^0-9]*', substr(phone, 2)) = 0
      AND length(phone) BETWEEN 3 AND 16),
  CONSTRAINT ck_business_config_email
    CHECK (typeof(email) = 'text' AND length(email) <= 255 AND glob('?*@?*', email) = 1
      AND glob('*@*@*', email) = 0 AND glob('* *', email) = 0),
  CONSTRAINT ck_business_config_address CHECK (typeof(address) IN ('text', 'null')),
  CONSTRAINT ck_business_config_timezone CHECK (typeof(timezone) = 'text' AND length(timezone) <= 50),
  CONSTRAINT ck_business_config_business_hours CHECK (json_valid(business_hours)),
  CONSTRAINT ck_business_config_integrations CHECK (json_valid(integrations)),
  CONSTRAINT ck_business_config_rules CHECK (json_valid(rules)),
  CONSTRAINT ck_business_config_version CHECK (typeof(version) = 'integer' AND version BETWEEN 1 AND 2147483647),
  CONSTRAINT ck_business_config_created_at
    CHECK (glob('.[0-9][0-9][0-9][0-9][0-9][0-9]+00:00', substr(created_at, 20)) = 1
      AND datetime(substr(created_at, 1, 19), '+0 days') IS NOT DISTINCT FROM substr(created_at, 1, 19)
      AND substr(created_at, 1, 4) > '0000' AND length(CAST(created_at AS BLOB)) = 32),
  CONSTRAINT ck_business_config_updated_at
    CHECK (glob('.[0-9][0-9][0-9][0-9][0-9][0-9]+00:00', substr(updated_at, 20)) = 1
      AND datetime(substr(updated_at, 1, 19), '+0 days') IS NOT DISTINCT FROM substr(updated_at, 1, 19)
      AND substr(updated_at, 1, 4) > '0000' AND length(CAST(updated_at AS BLOB)) = 32)
);

-- One configuration per installation.
CREATE UNIQUE INDEX idx_single_config ON business_config ((1));
