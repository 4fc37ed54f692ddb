-- V001: customers, appointments with their transition history, events and the business configuration.
--
-- Why:     the tables every service starts from. A status that is not the last transition's, an edge that is not
--          allowed, a gap and a fork are all refused by foreign keys, so no hand-written statement can forge a history.
-- Types:   a numeric may hold NaN, which is greater than every number; each range therefore has an upper end.
-- Locks:   creates new objects only; nothing that exists is locked.
-- Back:    rollback/postgresql/V001__initial_schema.sql drops everything below, with its data.

CREATE TYPE appointment_status AS ENUM (
  'booked', 'confirmed', 'rescheduled', 'cancelled', 'no_show', 'completed', 'in_progress'
);

CREATE TABLE customers (
  id                       uuid           NOT NULL DEFAULT gen_random_uuid(),
  phone                    varchar(20)    NOT NULL,
  email                    varchar(255),
  name                     varchar(255)   COLLATE "C",

  no_show_count            integer        NOT NULL DEFAULT 0,
  reschedule_count         integer        NOT NULL DEFAULT 0,
  cancel_count             integer        NOT NULL DEFAULT 0,
  confirmation_rate        numeric(5, 2)  NOT NULL DEFAULT 0,

  lifetime_value           numeric(10, 2) NOT NULL DEFAULT 0,
  payment_status           varchar(20)    NOT NULL DEFAULT 'no_history',
  deposits_paid            integer        NOT NULL DEFAULT 0,

  review_status            varchar(20)    NOT NULL DEFAULT 'none',
  last_review_request_date timestamptz,
  communication_preference varchar(20)    NOT NULL DEFAULT 'sms',

  risk_score               integer        NOT NULL DEFAULT 0,
  risk_category            varchar(20)    NOT NULL DEFAULT 'low',
  requires_deposit         boolean        NOT NULL DEFAULT FALSE,

  created_at               timestamptz    NOT NULL DEFAULT CURRENT_TIMESTAMP,
  updated_at               timestamptz    NOT NULL DEFAULT CURRENT_TIMESTAMP,
  tags                     text[]         NOT NULL DEFAULT '{}',

  CONSTRAINT pk_customers PRIMARY KEY (id),
  CONSTRAINT ck_customers_phone CHECK (phone ~ '^\+[1-9][0-9]{1,14}$'),
  CONSTRAINT ck_customers_no_show_count CHECK (no_show_count >= 0),
  CONSTRAINT ck_customers_reschedule_count CHECK (reschedule_count >= 0),
  CONSTRAINT ck_customers_cancel_count CHECK (cancel_count >= 0),
  CONSTRAINT ck_customers_confirmation_rate CHECK (confirmation_rate BETWEEN 0 AND 100),
  CONSTRAINT ck_customers_lifetime_value CHECK (lifetime_value BETWEEN 0 AND 99999999.99),
  CONSTRAINT ck_customers_payment_status CHECK (payment_status IN ('current', 'past_due', 'no_history')),
  CONSTRAINT ck_customers_deposits_paid CHECK (deposits_paid >= 0),
  CONSTRAINT ck_customers_review_status CHECK (review_status IN ('none', 'pending', 'requested', 'submitted')),
  CONSTRAINT ck_customers_communication_preference CHECK (communication_preference IN ('sms', 'whatsapp', 'email')),
  CONSTRAINT ck_customers_risk_score CHECK (risk_score BETWEEN 0 AND 100),
  CONSTRAINT ck_customers_risk_category CHECK (risk_category IN ('low', 'medium', 'high', 'blocked')),
  CONSTRAINT ck_customers_tags CHECK (array_position(tags, NULL) IS NULL)
);

CREATE UNIQUE INDEX idx_customer_phone ON customers (phone);
CREATE INDEX idx_customer_risk ON customers (risk_category, risk_score);
CREATE INDEX idx_customer_updated ON customers (updated_at DESC);

-- The rule table of the state machine. Only a migration changes it.
CREATE TABLE allowed_transitions (
  from_status appointment_status NOT NULL,
  to_status   appointment_status NOT NULL,

  CONSTRAINT pk_allowed_transitions PRIMARY KEY (from_status, to_status)
);

INSERT INTO allowed_transitions (from_status, to_status) VALUES
  ('booked', 'confirmed'), ('booked', 'rescheduled'), ('booked', 'cancelled'), ('booked', 'no_show'),
  ('booked', 'in_progress'),
  ('confirmed', 'rescheduled'), ('confirmed', 'cancelled'), ('confirmed', 'in_progress'), ('confirmed', 'no_show'),
  ('rescheduled', 'booked'),
  ('in_progress', 'completed'), ('in_progress', 'no_show');

CREATE TABLE appointments (
  id                      uuid                 NOT NULL DEFAULT gen_random_uuid(),
  external_id             varchar(255),
  customer_id             uuid                 NOT NULL,

  date                    timestamptz          NOT NULL,
  duration                integer              NOT NULL,
  service_type            varchar(255)         COLLATE "C" NOT NULL,
  service_cost            numeric(10, 2)       NOT NULL,
  provider                varchar(255)         COLLATE "C",
  location                varchar(255),

  status                  appointment_status   NOT NULL DEFAULT 'booked',
  previous_status         appointment_status[] NOT NULL DEFAULT '{}',
  version                 integer              NOT NULL DEFAULT 1,

  confirmation_received   boolean              NOT NULL DEFAULT FALSE,
  confirmation_date       timestamptz,
  response_classification varchar(20),

  deposit_required        boolean              NOT NULL DEFAULT FALSE,
  deposit_amount          numeric(10, 2),
  deposit_paid            boolean              NOT NULL DEFAULT FALSE,
  deposit_payment_id      varchar(255),

  created_at              timestamptz          NOT NULL DEFAULT CURRENT_TIMESTAMP,
  updated_at              timestamptz          NOT NULL DEFAULT CURRENT_TIMESTAMP,
  completed_at            timestamptz,
  cancelled_at            timestamptz,
  archived_at             timestamptz,
  notes                   text,

  CONSTRAINT pk_appointments PRIMARY KEY (id),
  CONSTRAINT fk_appointments_customer FOREIGN KEY (customer_id) REFERENCES customers (id) ON DELETE CASCADE,
  CONSTRAINT ck_appointments_duration CHECK (duration > 0),
  CONSTRAINT ck_appointments_service_cost CHECK (service_cost BETWEEN 0 AND 99999999.99),
  CONSTRAINT ck_appointments_version CHECK (version >= 1),
  CONSTRAINT ck_appointments_response_classification
    CHECK (response_classification IN ('confirmed', 'reschedule', 'cancel', 'unclear')),
  CONSTRAINT ck_appointments_deposit_amount CHECK (deposit_amount BETWEEN 0 AND 99999999.99),
  CONSTRAINT ck_appointments_completed CHECK (status <> 'completed' OR completed_at IS NOT NULL),
  CONSTRAINT ck_appointments_cancelled CHECK (status <> 'cancelled' OR cancelled_at IS NOT NULL)
);

CREATE INDEX idx_appointment_customer ON appointments (customer_id, date);
CREATE INDEX idx_appointment_date ON appointments (date);
CREATE INDEX idx_appointment_status ON appointments (status);
CREATE INDEX idx_appointment_upcoming ON appointments (date) WHERE status IN ('booked', 'confirmed');
CREATE UNIQUE INDEX idx_appointment_external ON appointments (external_id) WHERE external_id IS NOT NULL;

CREATE TABLE appointment_transitions (
  appointment_id    uuid               NOT NULL,
  sequence          integer            NOT NULL,
  previous_sequence integer,
  from_status       appointment_status,
  to_status         appointment_status NOT NULL,
  actor             varchar(50)        NOT NULL,
  actor_id          varchar(255),
  reason            varchar(500),
  command_id        varchar(255),
  occurred_at       timestamptz        NOT NULL,

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
  CONSTRAINT ck_appointment_transitions_actor CHECK (actor IN ('system', 'user', 'admin', 'webhook'))
);

CREATE INDEX idx_transition_edge ON appointment_transitions (from_status, to_status);
CREATE UNIQUE INDEX idx_transition_command ON appointment_transitions (appointment_id, command_id)
  WHERE command_id IS NOT NULL;

-- Deferred, because an appointment and its first transition are written by two statements of one transaction.
ALTER TABLE appointments ADD CONSTRAINT fk_appointments_last_transition
  FOREIGN KEY (id, version, status) REFERENCES appointment_transitions (appointment_id, sequence, to_status)
  DEFERRABLE INITIALLY DEFERRED;

-- The default partition takes every event that no monthly partition is attached for, so none is ever refused.
CREATE TABLE events (
  id          uuid         NOT NULL DEFAULT gen_random_uuid(),
  timestamp   timestamptz  NOT NULL DEFAULT CURRENT_TIMESTAMP,
  type        varchar(100) NOT NULL,
  entity_type varchar(50)  NOT NULL,
  entity_id   uuid         NOT NULL,

  actor       varchar(50)  NOT NULL,
  actor_id    varchar(255),

  data        jsonb        NOT NULL,
  metadata    jsonb        NOT NULL,

  created_at  timestamptz  NOT NULL DEFAULT CURRENT_TIMESTAMP,

  CONSTRAINT pk_events PRIMARY KEY (id, timestamp),
  CONSTRAINT ck_events_actor CHECK (actor IN ('system', 'user', 'admin', 'webhook'))
) PARTITION BY RANGE (timestamp);

CREATE TABLE events_default PARTITION OF events DEFAULT;

CREATE INDEX idx_event_timestamp ON events (timestamp DESC);
CREATE INDEX idx_event_type ON events (type);
CREATE INDEX idx_event_entity ON events (entity_type, entity_id);
CREATE INDEX idx_event_actor ON events (actor, actor_id);

CREATE TABLE business_config (
  id             uuid         NOT NULL DEFAULT gen_random_uuid(),
  business_name  varchar(255) NOT NULL,

  phone          varchar(20)  NOT NULL,
  email          varchar(255) NOT NULL,
  address        text,
  timezone       varchar(50)  NOT NULL DEFAULT 'America/New_York',

  business_hours jsonb        NOT NULL,
  integrations   jsonb        NOT NULL,
  rules          jsonb        NOT NULL,
  version        integer      NOT NULL DEFAULT 1,

  created_at     timestamptz  NOT NULL DEFAULT CURRENT_TIMESTAMP,
  updated_at     timestamptz  NOT NULL DEFAULT CURRENT_TIMESTAMP,

  CONSTRAINT pk_business_config PRIMARY KEY (id),
  CONSTRAINT ck_business_config_phone CHECK (phone ~ '^\+[1-9][0-9]{1,14}$'),
  CONSTRAINT ck_business_config_version CHECK (version >= 1)
);

-- One configuration per installation.
CREATE UNIQUE INDEX idx_single_config ON business_config ((1));
