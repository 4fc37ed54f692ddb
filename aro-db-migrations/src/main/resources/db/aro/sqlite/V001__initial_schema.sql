-- V001: customers, appointments with their transition history, events and the business configuration.
--
-- Why:     the tables every service starts from. A status that is not the last transition's, an edge that is not
--          allowed, a gap and a fork are all refused by foreign keys, so no hand-written statement can forge a history.
-- Types:   SQLite does not enforce a declared type, so each column carries the CHECK that does. UUIDs and times are
--          text (UTC, microseconds, as in 2026-03-01 10:00:00.5+00:00), NUMERIC(p, 2) holds whole hundredths as an
--          integer (12.50 is 1250: exact, and sums stay exact), lists are JSON arrays. The names that end in TEXT or
--          contain it are our own; a plain JSONB would have numeric affinity and turn the document 1e2 into 100.
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

  no_show_count            INTEGER        NOT NULL DEFAULT 0,
  reschedule_count         INTEGER        NOT NULL DEFAULT 0,
  cancel_count             INTEGER        NOT NULL DEFAULT 0,
  confirmation_rate        NUMERIC(5, 2)  NOT NULL DEFAULT 0,

  lifetime_value           NUMERIC(10, 2) NOT NULL DEFAULT 0,
  payment_status           VARCHAR(20)    NOT NULL DEFAULT 'no_history',
  deposits_paid            INTEGER        NOT NULL DEFAULT 0,

  review_status            VARCHAR(20)    NOT NULL DEFAULT 'none',
  last_review_request_date TIMESTAMPTZ,
  communication_preference VARCHAR(20)    NOT NULL DEFAULT 'sms',

  risk_score               INTEGER        NOT NULL DEFAULT 0,
  risk_category            VARCHAR(20)    NOT NULL DEFAULT 'low',
  requires_deposit         BOOLEAN        NOT NULL DEFAULT FALSE,

  created_at               TIMESTAMPTZ    NOT NULL DEFAULT (strftime('%Y-%m-%d %H:%M:%f+00:00', 'now')),
  updated_at               TIMESTAMPTZ    NOT NULL DEFAULT (strftime('%Y-%m-%d %H:%M:%f+00:00', 'now')),
  tags                     TEXT_LIST      NOT NULL DEFAULT '[]',

  CONSTRAINT pk_customers PRIMARY KEY (id),

  CONSTRAINT ck_customers_id
    CHECK (glob('????????-????-????-????-????????????', id) = 1 AND length(replace(id, '-', '')) = 32
      AND glob('*[^0-9a-f-]*', id) = 0),
  CONSTRAINT ck_customers_phone
    CHECK (typeof(phone) = 'text' AND glob('+[1-9]*', phone) = 1 AND glob('*[^0-9]*', substr(phone, 2)) = 0
      AND length(phone) BETWEEN 3 AND 16),
  CONSTRAINT ck_customers_email CHECK (typeof(email) IN ('text', 'null') AND length(email) <= 255),
  CONSTRAINT ck_customers_name CHECK (typeof(name) IN ('text', 'null') AND length(name) <= 255),
  CONSTRAINT ck_customers_no_show_count
    CHECK (typeof(no_show_count) = 'integer' AND no_show_count BETWEEN 0 AND 2147483647),
  CONSTRAINT ck_customers_reschedule_count
    CHECK (typeof(reschedule_count) = 'integer' AND reschedule_count BETWEEN 0 AND 2147483647),
  CONSTRAINT ck_customers_cancel_count
    CHECK (typeof(cancel_count) = 'integer' AND cancel_count BETWEEN 0 AND 2147483647),
  CONSTRAINT ck_customers_confirmation_rate
    CHECK (typeof(confirmation_rate) = 'integer' AND confirmation_rate BETWEEN 0 AND 10000),
  CONSTRAINT ck_customers_lifetime_value
    CHECK (typeof(lifetime_value) = 'integer' AND lifetime_value BETWEEN 0 AND 9999999999),
  CONSTRAINT ck_customers_payment_status CHECK (payment_status IN ('current', 'past_due', 'no_history')),
  CONSTRAINT ck_customers_deposits_paid
    CHECK (typeof(deposits_paid) = 'integer' AND deposits_paid BETWEEN 0 AND 2147483647),
  CONSTRAINT ck_customers_review_status CHECK (review_status IN ('none', 'pending', 'requested', 'submitted')),
  CONSTRAINT ck_customers_last_review_request_date
    CHECK (datetime(last_review_request_date) IS NOT DISTINCT FROM substr(last_review_request_date, 1, 19)
      AND glob('*+00:00', last_review_request_date) = 1),
  CONSTRAINT ck_customers_communication_preference CHECK (communication_preference IN ('sms', 'whatsapp', 'email')),
  CONSTRAINT ck_customers_risk_score CHECK (typeof(risk_score) = 'integer' AND risk_score BETWEEN 0 AND 100),
  CONSTRAINT ck_customers_risk_category CHECK (risk_category IN ('low', 'medium', 'high', 'blocked')),
  CONSTRAINT ck_customers_requires_deposit CHECK (requires_deposit IN (0, 1)),
  CONSTRAINT ck_customers_created_at
    CHECK (datetime(created_at) IS NOT DISTINCT FROM substr(created_at, 1, 19) AND glob('*+00:00', created_at) = 1),
  CONSTRAINT ck_customers_updated_at
    CHECK (datetime(updated_at) IS NOT DISTINCT FROM substr(updated_at, 1, 19) AND glob('*+00:00', updated_at) = 1),
  CONSTRAINT ck_customers_tags CHECK (json_valid(tags) AND json_type(tags) = 'array')
);

CREATE UNIQUE INDEX idx_customer_phone ON customers (phone);
CREATE INDEX idx_customer_risk ON customers (risk_category, risk_score);
CREATE INDEX idx_customer_updated ON customers (updated_at DESC);

-- The rule table of the state machine. Only a migration changes it.
CREATE TABLE allowed_transitions (
  from_status STATUS_TEXT NOT NULL,
  to_status   STATUS_TEXT NOT NULL,

  CONSTRAINT pk_allowed_transitions PRIMARY KEY (from_status, to_status),

  CONSTRAINT ck_allowed_transitions_from_status
    CHECK (from_status IN ('booked', 'confirmed', 'rescheduled', 'cancelled', 'no_show', 'completed', 'in_progress')),
  CONSTRAINT ck_allowed_transitions_to_status
    CHECK (to_status IN ('booked', 'confirmed', 'rescheduled', 'cancelled', 'no_show', 'completed', 'in_progress'))
);

INSERT INTO allowed_transitions (from_status, to_status) VALUES
  ('booked', 'confirmed'), ('booked', 'rescheduled'), ('booked', 'cancelled'), ('booked', 'no_show'),
  ('booked', 'in_progress'),
  ('confirmed', 'rescheduled'), ('confirmed', 'cancelled'), ('confirmed', 'in_progress'), ('confirmed', 'no_show'),
  ('rescheduled', 'booked'),
  ('in_progress', 'completed'), ('in_progress', 'no_show');

CREATE TABLE appointments (
  id                      UUID             NOT NULL DEFAULT (lower(
    hex(randomblob(4)) || '-' || hex(randomblob(2)) || '-4' || substr(hex(randomblob(2)), 2)
    || '-8' || substr(hex(randomblob(2)), 2) || '-' || hex(randomblob(6))
  )),
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

  confirmation_received   BOOLEAN          NOT NULL DEFAULT FALSE,
  confirmation_date       TIMESTAMPTZ,
  response_classification VARCHAR(20),

  deposit_required        BOOLEAN          NOT NULL DEFAULT FALSE,
  deposit_amount          NUMERIC(10, 2),
  deposit_paid            BOOLEAN          NOT NULL DEFAULT FALSE,
  deposit_payment_id      VARCHAR(255),

  created_at              TIMESTAMPTZ      NOT NULL DEFAULT (strftime('%Y-%m-%d %H:%M:%f+00:00', 'now')),
  updated_at              TIMESTAMPTZ      NOT NULL DEFAULT (strftime('%Y-%m-%d %H:%M:%f+00:00', 'now')),
  completed_at            TIMESTAMPTZ,
  cancelled_at            TIMESTAMPTZ,
  archived_at             TIMESTAMPTZ,
  notes                   TEXT,

  CONSTRAINT pk_appointments PRIMARY KEY (id),
  CONSTRAINT fk_appointments_customer FOREIGN KEY (customer_id) REFERENCES customers (id) ON DELETE CASCADE,
  -- Deferred, because an appointment and its first transition are written by two statements of one transaction.
  CONSTRAINT fk_appointments_last_transition
    FOREIGN KEY (id, version, status) REFERENCES appointment_transitions (appointment_id, sequence, to_status)
    DEFERRABLE INITIALLY DEFERRED,
  CONSTRAINT ck_appointments_completed CHECK (status <> 'completed' OR completed_at IS NOT NULL),
  CONSTRAINT ck_appointments_cancelled CHECK (status <> 'cancelled' OR cancelled_at IS NOT NULL),

  CONSTRAINT ck_appointments_id
    CHECK (glob('????????-????-????-????-????????????', id) = 1 AND length(replace(id, '-', '')) = 32
      AND glob('*[^0-9a-f-]*', id) = 0),
  CONSTRAINT ck_appointments_external_id CHECK (typeof(external_id) IN ('text', 'null') AND length(external_id) <= 255),
  CONSTRAINT ck_appointments_customer_id
    CHECK (glob('????????-????-????-????-????????????', customer_id) = 1 AND length(replace(customer_id, '-', '')) = 32
      AND glob('*[^0-9a-f-]*', customer_id) = 0),
  CONSTRAINT ck_appointments_date
    CHECK (datetime(date) IS NOT DISTINCT FROM substr(date, 1, 19) AND glob('*+00:00', date) = 1),
  CONSTRAINT ck_appointments_duration
    CHECK (typeof(duration) = 'integer' AND duration BETWEEN 1 AND 2147483647),
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
  CONSTRAINT ck_appointments_confirmation_received CHECK (confirmation_received IN (0, 1)),
  CONSTRAINT ck_appointments_confirmation_date
    CHECK (datetime(confirmation_date) IS NOT DISTINCT FROM substr(confirmation_date, 1, 19)
      AND glob('*+00:00', confirmation_date) = 1),
  CONSTRAINT ck_appointments_response_classification
    CHECK (response_classification IN ('confirmed', 'reschedule', 'cancel', 'unclear')),
  CONSTRAINT ck_appointments_deposit_required CHECK (deposit_required IN (0, 1)),
  CONSTRAINT ck_appointments_deposit_amount
    CHECK (typeof(deposit_amount) IN ('integer', 'null') AND deposit_amount BETWEEN 0 AND 9999999999),
  CONSTRAINT ck_appointments_deposit_paid CHECK (deposit_paid IN (0, 1)),
  CONSTRAINT ck_appointments_deposit_payment_id
    CHECK (typeof(deposit_payment_id) IN ('text', 'null') AND length(deposit_payment_id) <= 255),
  CONSTRAINT ck_appointments_created_at
    CHECK (datetime(created_at) IS NOT DISTINCT FROM substr(created_at, 1, 19) AND glob('*+00:00', created_at) = 1),
  CONSTRAINT ck_appointments_updated_at
    CHECK (datetime(updated_at) IS NOT DISTINCT FROM substr(updated_at, 1, 19) AND glob('*+00:00', updated_at) = 1),
  CONSTRAINT ck_appointments_completed_at
    CHECK (datetime(completed_at) IS NOT DISTINCT FROM substr(completed_at, 1, 19)
      AND glob('*+00:00', completed_at) = 1),
  CONSTRAINT ck_appointments_cancelled_at
    CHECK (datetime(cancelled_at) IS NOT DISTINCT FROM substr(cancelled_at, 1, 19)
      AND glob('*+00:00', cancelled_at) = 1),
  CONSTRAINT ck_appointments_archived_at
    CHECK (datetime(archived_at) IS NOT DISTINCT FROM substr(archived_at, 1, 19) AND glob('*+00:00', archived_at) = 1),
  CONSTRAINT ck_appointments_notes CHECK (typeof(notes) IN ('text', 'null'))
);

CREATE INDEX idx_appointment_customer ON appointments (customer_id, date);
CREATE INDEX idx_appointment_date ON appointments (date);
CREATE INDEX idx_appointment_status ON appointments (status);
CREATE INDEX idx_appointment_upcoming ON appointments (date) WHERE status IN ('booked', 'confirmed');
CREATE UNIQUE INDEX idx_appointment_external ON appointments (external_id) WHERE external_id IS NOT NULL;

CREATE TABLE appointment_transitions (
  appointment_id    UUID         NOT NULL,
  sequence          INTEGER      NOT NULL,
  previous_sequence INTEGER,
  from_status       STATUS_TEXT,
  to_status         STATUS_TEXT  NOT NULL,
  actor             VARCHAR(50)  NOT NULL,
  actor_id          VARCHAR(255),
  reason            VARCHAR(500),
  command_id        VARCHAR(255),
  occurred_at       TIMESTAMPTZ  NOT NULL,

  CONSTRAINT pk_appointment_transitions PRIMARY KEY (appointment_id, sequence),
  CONSTRAINT uq_appointment_transitions_to UNIQUE (appointment_id, sequence, to_status),
  CONSTRAINT fk_appointment_transitions_appointment
    FOREIGN KEY (appointment_id) REFERENCES appointments (id) ON DELETE CASCADE,
  CONSTRAINT fk_appointment_transitions_edge
    FOREIGN KEY (from_status, to_status) REFERENCES allowed_transitions (from_status, to_status),
  CONSTRAINT fk_appointment_transitions_predecessor
    FOREIGN KEY (appointment_id, previous_sequence, from_status)
    REFERENCES appointment_transitions (appointment_id, sequence, to_status),
  CONSTRAINT ck_appointment_transitions_linear CHECK (
    (sequence = 1 AND previous_sequence IS NULL AND from_status IS NULL AND to_status = 'booked')
    OR (sequence > 1 AND previous_sequence IS NOT NULL AND previous_sequence = sequence - 1 AND from_status IS NOT NULL)
  ),

  CONSTRAINT ck_appointment_transitions_appointment_id
    CHECK (glob('????????-????-????-????-????????????', appointment_id) = 1
      AND length(replace(appointment_id, '-', '')) = 32 AND glob('*[^0-9a-f-]*', appointment_id) = 0),
  CONSTRAINT ck_appointment_transitions_sequence
    CHECK (typeof(sequence) = 'integer' AND sequence BETWEEN -2147483648 AND 2147483647),
  CONSTRAINT ck_appointment_transitions_previous_sequence
    CHECK (typeof(previous_sequence) IN ('integer', 'null') AND previous_sequence BETWEEN -2147483648 AND 2147483647),
  CONSTRAINT ck_appointment_transitions_from_status
    CHECK (from_status IN ('booked', 'confirmed', 'rescheduled', 'cancelled', 'no_show', 'completed', 'in_progress')),
  CONSTRAINT ck_appointment_transitions_to_status
    CHECK (to_status IN ('booked', 'confirmed', 'rescheduled', 'cancelled', 'no_show', 'completed', 'in_progress')),
  CONSTRAINT ck_appointment_transitions_actor CHECK (actor IN ('system', 'user', 'admin', 'webhook')),
  CONSTRAINT ck_appointment_transitions_actor_id
    CHECK (typeof(actor_id) IN ('text', 'null') AND length(actor_id) <= 255),
  CONSTRAINT ck_appointment_transitions_reason CHECK (typeof(reason) IN ('text', 'null') AND length(reason) <= 500),
  CONSTRAINT ck_appointment_transitions_command_id
    CHECK (typeof(command_id) IN ('text', 'null') AND length(command_id) <= 255),
  CONSTRAINT ck_appointment_transitions_occurred_at
    CHECK (datetime(occurred_at) IS NOT DISTINCT FROM substr(occurred_at, 1, 19) AND glob('*+00:00', occurred_at) = 1)
);

CREATE INDEX idx_transition_edge ON appointment_transitions (from_status, to_status);
CREATE UNIQUE INDEX idx_transition_command ON appointment_transitions (appointment_id, command_id)
  WHERE command_id IS NOT NULL;

CREATE TABLE events (
  id          UUID         NOT NULL DEFAULT (lower(
    hex(randomblob(4)) || '-' || hex(randomblob(2)) || '-4' || substr(hex(randomblob(2)), 2)
    || '-8' || substr(hex(randomblob(2)), 2) || '-' || hex(randomblob(6))
  )),
  timestamp   TIMESTAMPTZ  NOT NULL DEFAULT (strftime('%Y-%m-%d %H:%M:%f+00:00', 'now')),
  type        VARCHAR(100) NOT NULL,
  entity_type VARCHAR(50)  NOT NULL,
  entity_id   UUID         NOT NULL,

  actor       VARCHAR(50)  NOT NULL,
  actor_id    VARCHAR(255),

  data        JSONB_TEXT   NOT NULL,
  metadata    JSONB_TEXT   NOT NULL,

  created_at  TIMESTAMPTZ  NOT NULL DEFAULT (strftime('%Y-%m-%d %H:%M:%f+00:00', 'now')),

  CONSTRAINT pk_events PRIMARY KEY (id, timestamp),

  CONSTRAINT ck_events_id
    CHECK (glob('????????-????-????-????-????????????', id) = 1 AND length(replace(id, '-', '')) = 32
      AND glob('*[^0-9a-f-]*', id) = 0),
  CONSTRAINT ck_events_timestamp
    CHECK (datetime(timestamp) IS NOT DISTINCT FROM substr(timestamp, 1, 19) AND glob('*+00:00', timestamp) = 1),
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
    CHECK (datetime(created_at) IS NOT DISTINCT FROM substr(created_at, 1, 19) AND glob('*+00:00', created_at) = 1)
);

CREATE INDEX idx_event_timestamp ON events (timestamp DESC);
CREATE INDEX idx_event_type ON events (type);
CREATE INDEX idx_event_entity ON events (entity_type, entity_id);
CREATE INDEX idx_event_actor ON events (actor, actor_id);

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

  created_at     TIMESTAMPTZ  NOT NULL DEFAULT (strftime('%Y-%m-%d %H:%M:%f+00:00', 'now')),
  updated_at     TIMESTAMPTZ  NOT NULL DEFAULT (strftime('%Y-%m-%d %H:%M:%f+00:00', 'now')),

  CONSTRAINT pk_business_config PRIMARY KEY (id),

  CONSTRAINT ck_business_config_id
    CHECK (glob('????????-????-????-????-????????????', id) = 1 AND length(replace(id, '-', '')) = 32
      AND glob('*[^0-9a-f-]*', id) = 0),
  CONSTRAINT ck_business_config_business_name CHECK (typeof(business_name) = 'text' AND length(business_name) <= 255),
  CONSTRAINT ck_business_config_phone
    CHECK (typeof(phone) = 'text' AND glob('+[1-9]*', phone) = 1 AND glob('*[^0-9]*', substr(phone, 2)) = 0
      AND length(phone) BETWEEN 3 AND 16),
  CONSTRAINT ck_business_config_email CHECK (typeof(email) = 'text' AND length(email) <= 255),
  CONSTRAINT ck_business_config_address CHECK (typeof(address) IN ('text', 'null')),
  CONSTRAINT ck_business_config_timezone CHECK (typeof(timezone) = 'text' AND length(timezone) <= 50),
  CONSTRAINT ck_business_config_business_hours CHECK (json_valid(business_hours)),
  CONSTRAINT ck_business_config_integrations CHECK (json_valid(integrations)),
  CONSTRAINT ck_business_config_rules CHECK (json_valid(rules)),
  CONSTRAINT ck_business_config_version CHECK (typeof(version) = 'integer' AND version BETWEEN 1 AND 2147483647),
  CONSTRAINT ck_business_config_created_at
    CHECK (datetime(created_at) IS NOT DISTINCT FROM substr(created_at, 1, 19) AND glob('*+00:00', created_at) = 1),
  CONSTRAINT ck_business_config_updated_at
    CHECK (datetime(updated_at) IS NOT DISTINCT FROM substr(updated_at, 1, 19) AND glob('*+00:00', updated_at) = 1)
);

-- One configuration per installation.
CREATE UNIQUE INDEX idx_single_config ON business_config ((1));
