-- V001: customers, appointments with their transition history, events and the business configuration.
--
-- Why:     the tables every service starts from. An appointment stands at the last transition of its history, and only
--          there: each transition but the last points to its successor, one per appointment is the last, and the
--          appointment's foreign key asks for it. A status that is not the last transition's, an edge that is not allowed,
--          a gap, a fork and a transition slipped in are all refused by foreign keys. A correction leaves a terminal status
--          by an edge of its own and must say why. A rescheduled appointment is linked from its replacement.
--          Keys refuse an illegal history, but the owner could rewrite one into another legal one: change who and why, cut
--          off its end, or add a rule and use it. Triggers keep moves as they were written. An erasure may blank why, who
--          and by which command, and a whole appointment may go. The conditions stand at the triggers, so that a function
--          is called only to refuse, or when moves are deleted.
-- Types:   a numeric may hold NaN, which is greater than every number, and a timestamptz infinity and years that nobody
--          can read back; each range therefore has an upper end.
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

  no_show_count            bigint         NOT NULL DEFAULT 0,
  reschedule_count         bigint         NOT NULL DEFAULT 0,
  cancel_count             bigint         NOT NULL DEFAULT 0,
  appointment_count        bigint         NOT NULL DEFAULT 0,
  confirmed_count          bigint         NOT NULL DEFAULT 0,
  confirmation_rate        numeric(5, 2)  NOT NULL DEFAULT 0,

  lifetime_value           numeric(17, 2) NOT NULL DEFAULT 0,
  payment_status           varchar(20)    NOT NULL DEFAULT 'no_history',
  deposits_paid            bigint         NOT NULL DEFAULT 0,

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
  CONSTRAINT ck_customers_email CHECK (email LIKE '_%@_%' AND email NOT LIKE '%@%@%' AND email NOT LIKE '% %'),
  CONSTRAINT ck_customers_no_show_count CHECK (no_show_count >= 0),
  CONSTRAINT ck_customers_reschedule_count CHECK (reschedule_count >= 0),
  CONSTRAINT ck_customers_cancel_count CHECK (cancel_count >= 0),
  CONSTRAINT ck_customers_appointment_count CHECK (appointment_count >= 0),
  CONSTRAINT ck_customers_confirmed_count CHECK (confirmed_count BETWEEN 0 AND appointment_count),
  CONSTRAINT ck_customers_confirmation_rate CHECK (confirmation_rate BETWEEN 0 AND 100),
  CONSTRAINT ck_customers_lifetime_value CHECK (lifetime_value BETWEEN 0 AND 999999999999999.99),
  CONSTRAINT ck_customers_payment_status CHECK (payment_status IN ('current', 'past_due', 'no_history')),
  CONSTRAINT ck_customers_deposits_paid CHECK (deposits_paid >= 0),
  CONSTRAINT ck_customers_review_status CHECK (review_status IN ('none', 'pending', 'requested', 'submitted')),
  CONSTRAINT ck_customers_last_review_request_date
    CHECK (last_review_request_date BETWEEN '0001-01-01 00:00:00+00' AND '9999-12-31 23:59:59.999999+00'),
  CONSTRAINT ck_customers_communication_preference CHECK (communication_preference IN ('sms', 'whatsapp', 'email')),
  CONSTRAINT ck_customers_risk_score CHECK (risk_score BETWEEN 0 AND 100),
  CONSTRAINT ck_customers_risk_category CHECK (risk_category IN ('low', 'medium', 'high', 'blocked')),
  CONSTRAINT ck_customers_created_at
    CHECK (created_at BETWEEN '0001-01-01 00:00:00+00' AND '9999-12-31 23:59:59.999999+00'),
  CONSTRAINT ck_customers_updated_at
    CHECK (updated_at BETWEEN '0001-01-01 00:00:00+00' AND '9999-12-31 23:59:59.999999+00'),
  CONSTRAINT ck_customers_tags CHECK (array_position(tags, NULL) IS NULL)
);

COMMENT ON TABLE customers IS 'A person who books appointments; the phone identifies them.';
COMMENT ON COLUMN customers.id IS 'Id: a UUID of version 7 when the library makes it, random otherwise.';
COMMENT ON COLUMN customers.phone IS 'Phone number in E.164 form; unique.';
COMMENT ON COLUMN customers.email IS 'E-mail address, if known.';
COMMENT ON COLUMN customers.name IS 'Name, if known.';
COMMENT ON COLUMN customers.no_show_count IS 'How often the customer did not come; corrections are taken back.';
COMMENT ON COLUMN customers.reschedule_count IS 'How often an appointment was moved to another slot.';
COMMENT ON COLUMN customers.cancel_count IS 'How often an appointment was cancelled; corrections are taken back.';
COMMENT ON COLUMN customers.appointment_count IS 'How many appointments were ever booked.';
COMMENT ON COLUMN customers.confirmed_count IS 'How many of them were ever confirmed.';
COMMENT ON COLUMN customers.confirmation_rate IS
  'Share of confirmed_count in appointment_count, in percent with two decimals, rounded half up.';
COMMENT ON COLUMN customers.lifetime_value IS 'Sum of the cost of completed appointments.';
COMMENT ON COLUMN customers.payment_status IS 'How the customer pays: current, past_due or no_history.';
COMMENT ON COLUMN customers.deposits_paid IS 'How many deposits were paid.';
COMMENT ON COLUMN customers.review_status IS
  'Where a request for a review stands: none, pending, requested or submitted.';
COMMENT ON COLUMN customers.last_review_request_date IS 'When a review was last asked for.';
COMMENT ON COLUMN customers.communication_preference IS
  'Channel the customer wants to be reached by: sms, whatsapp or email.';
COMMENT ON COLUMN customers.risk_score IS 'Risk of not coming, from 0 (reliable) to 100.';
COMMENT ON COLUMN customers.risk_category IS 'low below 40, medium from 40, high from 70; blocked is set by hand.';
COMMENT ON COLUMN customers.requires_deposit IS 'Whether a booking needs a deposit.';
COMMENT ON COLUMN customers.created_at IS 'When the row was made.';
COMMENT ON COLUMN customers.updated_at IS 'When the row was last changed.';
COMMENT ON COLUMN customers.tags IS 'Free words in the order they were given.';

CREATE UNIQUE INDEX idx_customer_phone ON customers (phone);
-- With the id, so that a page begins exactly after the one before it however many customers have the same score.
CREATE INDEX idx_customer_risk ON customers (risk_category, risk_score, id);
CREATE INDEX idx_customer_updated ON customers (updated_at DESC);
-- Small letters are those of ASCII; the range of a prefix is in the order of this index, and so are its pages.
CREATE INDEX idx_customer_name ON customers (lower(name), id);

-- The rule table of the state machine. Only a migration changes it.
CREATE TABLE allowed_transitions (
  from_status appointment_status NOT NULL,
  to_status   appointment_status NOT NULL,
  correction  boolean            NOT NULL DEFAULT FALSE,

  CONSTRAINT pk_allowed_transitions PRIMARY KEY (from_status, to_status),
  CONSTRAINT uq_allowed_transitions_edge UNIQUE (from_status, to_status, correction)
);

COMMENT ON TABLE allowed_transitions IS 'The rule table of the state machine; only a migration changes it.';
COMMENT ON COLUMN allowed_transitions.from_status IS 'Status before the move.';
COMMENT ON COLUMN allowed_transitions.to_status IS 'Status after the move.';
COMMENT ON COLUMN allowed_transitions.correction IS 'Whether the move leaves a terminal status to put a mistake right.';

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
  id                      uuid                 NOT NULL DEFAULT gen_random_uuid(),
  external_source         varchar(50)          NOT NULL DEFAULT '',
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
  at_last_transition      boolean              NOT NULL DEFAULT TRUE,
  rescheduled_from        uuid,

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
  CONSTRAINT fk_appointments_rescheduled_from
    FOREIGN KEY (rescheduled_from) REFERENCES appointments (id) ON DELETE SET NULL,
  CONSTRAINT ck_appointments_completed CHECK (status <> 'completed' OR completed_at IS NOT NULL),
  CONSTRAINT ck_appointments_cancelled CHECK (status <> 'cancelled' OR cancelled_at IS NOT NULL),
  CONSTRAINT ck_appointments_external_source CHECK (external_source = '' OR external_id IS NOT NULL),
  CONSTRAINT ck_appointments_date
    CHECK (date BETWEEN '0001-01-01 00:00:00+00' AND '9999-12-31 23:59:59.999999+00'),
  CONSTRAINT ck_appointments_duration CHECK (duration > 0),
  CONSTRAINT ck_appointments_service_cost CHECK (service_cost BETWEEN 0 AND 99999999.99),
  CONSTRAINT ck_appointments_version CHECK (version >= 1),
  CONSTRAINT ck_appointments_at_last_transition CHECK (at_last_transition),
  CONSTRAINT ck_appointments_rescheduled_from CHECK (rescheduled_from <> id),
  CONSTRAINT ck_appointments_confirmation_date
    CHECK (confirmation_date BETWEEN '0001-01-01 00:00:00+00' AND '9999-12-31 23:59:59.999999+00'),
  CONSTRAINT ck_appointments_response_classification
    CHECK (response_classification IN ('confirmed', 'reschedule', 'cancel', 'unclear')),
  CONSTRAINT ck_appointments_deposit_amount CHECK (deposit_amount BETWEEN 0 AND 99999999.99),
  CONSTRAINT ck_appointments_created_at
    CHECK (created_at BETWEEN '0001-01-01 00:00:00+00' AND '9999-12-31 23:59:59.999999+00'),
  CONSTRAINT ck_appointments_updated_at
    CHECK (updated_at BETWEEN '0001-01-01 00:00:00+00' AND '9999-12-31 23:59:59.999999+00'),
  CONSTRAINT ck_appointments_completed_at
    CHECK (completed_at BETWEEN '0001-01-01 00:00:00+00' AND '9999-12-31 23:59:59.999999+00'),
  CONSTRAINT ck_appointments_cancelled_at
    CHECK (cancelled_at BETWEEN '0001-01-01 00:00:00+00' AND '9999-12-31 23:59:59.999999+00'),
  CONSTRAINT ck_appointments_archived_at
    CHECK (archived_at BETWEEN '0001-01-01 00:00:00+00' AND '9999-12-31 23:59:59.999999+00')
);

COMMENT ON TABLE appointments IS 'A booked visit; status and version are those of its last transition.';
COMMENT ON COLUMN appointments.id IS 'Id: a UUID of version 7 when the library makes it, random otherwise.';
COMMENT ON COLUMN appointments.external_source IS
  'The booking provider that external_id comes from; empty for the one default source.';
COMMENT ON COLUMN appointments.external_id IS 'Id at its source; unique there where present.';
COMMENT ON COLUMN appointments.customer_id IS 'The customer who comes.';
COMMENT ON COLUMN appointments.date IS 'When it begins.';
COMMENT ON COLUMN appointments.duration IS 'How long it takes, in minutes.';
COMMENT ON COLUMN appointments.service_type IS 'What is done.';
COMMENT ON COLUMN appointments.service_cost IS 'What it costs.';
COMMENT ON COLUMN appointments.provider IS 'Who does it, if known.';
COMMENT ON COLUMN appointments.location IS 'Where it takes place, if known.';
COMMENT ON COLUMN appointments.status IS 'Where it stands.';
COMMENT ON COLUMN appointments.previous_status IS 'The statuses before this one, oldest first.';
COMMENT ON COLUMN appointments.version IS 'Number of its last transition, from 1.';
COMMENT ON COLUMN appointments.at_last_transition IS 'Always true: lets the foreign key ask for a last transition.';
COMMENT ON COLUMN appointments.rescheduled_from IS 'The appointment whose place it took, if it took one.';
COMMENT ON COLUMN appointments.confirmation_received IS 'Whether it was ever confirmed.';
COMMENT ON COLUMN appointments.confirmation_date IS 'When it was last confirmed.';
COMMENT ON COLUMN appointments.response_classification IS
  'How the customer''s last answer was understood: confirmed, reschedule, cancel or unclear.';
COMMENT ON COLUMN appointments.deposit_required IS 'Whether it needs a deposit.';
COMMENT ON COLUMN appointments.deposit_amount IS 'How much the deposit is.';
COMMENT ON COLUMN appointments.deposit_paid IS 'Whether the deposit was paid.';
COMMENT ON COLUMN appointments.deposit_payment_id IS 'Id of the payment at the payment provider; unique where present.';
COMMENT ON COLUMN appointments.created_at IS 'When the row was made.';
COMMENT ON COLUMN appointments.updated_at IS 'When the row was last changed.';
COMMENT ON COLUMN appointments.completed_at IS 'When it was completed; present whenever it is.';
COMMENT ON COLUMN appointments.cancelled_at IS 'When it was cancelled; present whenever it is.';
COMMENT ON COLUMN appointments.archived_at IS 'When it was archived; from then on it stays as it is.';
COMMENT ON COLUMN appointments.notes IS 'Free text.';

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
  appointment_id    uuid               NOT NULL,
  sequence          integer            NOT NULL,
  previous_sequence integer,
  next_sequence     integer,
  last              boolean            NOT NULL DEFAULT TRUE,

  from_status       appointment_status,
  to_status         appointment_status NOT NULL,
  correction        boolean            NOT NULL DEFAULT FALSE,

  actor             varchar(50)        NOT NULL,
  actor_id          varchar(255),
  reason            varchar(500),
  command_id        varchar(255),
  occurred_at       timestamptz        NOT NULL,

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
    (last AND next_sequence IS NULL) OR (NOT last AND next_sequence IS NOT NULL AND next_sequence = sequence + 1)
  ),
  CONSTRAINT ck_appointment_transitions_reasoned CHECK (NOT correction OR reason IS NOT NULL),
  CONSTRAINT ck_appointment_transitions_actor CHECK (actor IN ('system', 'user', 'admin', 'webhook')),
  CONSTRAINT ck_appointment_transitions_occurred_at
    CHECK (occurred_at BETWEEN '0001-01-01 00:00:00+00' AND '9999-12-31 23:59:59.999999+00')
);

COMMENT ON TABLE appointment_transitions IS
  'The history of appointments: one row for each move, numbered without gaps, never changed.';
COMMENT ON COLUMN appointment_transitions.appointment_id IS 'The appointment that moved.';
COMMENT ON COLUMN appointment_transitions.sequence IS 'Number of the move, from 1, which is the booking.';
COMMENT ON COLUMN appointment_transitions.previous_sequence IS 'Number of the move before; absent for the booking.';
COMMENT ON COLUMN appointment_transitions.next_sequence IS 'Number of the move after; absent for the last one.';
COMMENT ON COLUMN appointment_transitions.last IS 'Whether it is the last move, at which the appointment stands.';
COMMENT ON COLUMN appointment_transitions.from_status IS 'Status before; absent for the booking.';
COMMENT ON COLUMN appointment_transitions.to_status IS 'Status after.';
COMMENT ON COLUMN appointment_transitions.correction IS 'Whether it left a terminal status to put a mistake right.';
COMMENT ON COLUMN appointment_transitions.actor IS 'Kind of who made it: system, user, admin or webhook.';
COMMENT ON COLUMN appointment_transitions.actor_id IS 'Which job, person or provider made it.';
COMMENT ON COLUMN appointment_transitions.reason IS 'Why; a correction must say so.';
COMMENT ON COLUMN appointment_transitions.command_id IS
  'The caller''s id of the command, which is applied once per appointment.';
COMMENT ON COLUMN appointment_transitions.occurred_at IS 'When.';

CREATE UNIQUE INDEX idx_transition_command ON appointment_transitions (appointment_id, command_id)
  WHERE command_id IS NOT NULL;
CREATE UNIQUE INDEX idx_transition_last ON appointment_transitions (appointment_id) WHERE last;

-- Deferred, because an appointment and its first transition are written by two statements of one transaction.
ALTER TABLE appointments ADD CONSTRAINT fk_appointments_last_transition
  FOREIGN KEY (id, version, status, at_last_transition)
  REFERENCES appointment_transitions (appointment_id, sequence, to_status, last)
  DEFERRABLE INITIALLY DEFERRED;

CREATE FUNCTION refuse_forgery() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  RAISE EXCEPTION USING
    ERRCODE = 'check_violation',
    MESSAGE = TG_ARGV[0],
    SCHEMA = TG_TABLE_SCHEMA,
    TABLE = TG_TABLE_NAME,
    CONSTRAINT = TG_NAME;
END
$$;

CREATE FUNCTION refuse_removal_of_moves() RETURNS trigger LANGUAGE plpgsql SET search_path FROM CURRENT AS $$
BEGIN
  IF EXISTS (SELECT FROM appointments WHERE id = OLD.appointment_id) THEN
    RAISE EXCEPTION USING
      ERRCODE = 'check_violation',
      MESSAGE = 'moves go with their appointment',
      SCHEMA = TG_TABLE_SCHEMA,
      TABLE = TG_TABLE_NAME,
      CONSTRAINT = TG_NAME;
  END IF;
  RETURN NULL;
END
$$;

-- A status changes by one step, which the list of former statuses and the version follow; keys see that it is legal.
-- Promise: a status changes by one legal step.
CREATE TRIGGER tg_appointments_moved BEFORE UPDATE OF id, status, version, previous_status ON appointments
  FOR EACH ROW WHEN (
    (NEW.id <> OLD.id OR NEW.status <> OLD.status OR NEW.version <> OLD.version
      OR NEW.previous_status <> OLD.previous_status)
    AND NOT (
      NEW.id = OLD.id AND NEW.status <> OLD.status AND NEW.version = OLD.version + 1
      AND NEW.previous_status = OLD.previous_status || OLD.status
    )
  )
  EXECUTE FUNCTION refuse_forgery('a status changes by one legal step');

-- A move learns of its successor, and an erasure blanks what may be about a person.
-- Promise: moves stay as they were written.
CREATE TRIGGER tg_appointment_transitions_kept BEFORE UPDATE ON appointment_transitions
  FOR EACH ROW WHEN (NOT (
    NEW.appointment_id = OLD.appointment_id AND NEW.sequence = OLD.sequence
    AND NEW.previous_sequence IS NOT DISTINCT FROM OLD.previous_sequence
    AND NEW.from_status IS NOT DISTINCT FROM OLD.from_status AND NEW.to_status = OLD.to_status
    AND NEW.actor = OLD.actor AND NEW.occurred_at = OLD.occurred_at AND NEW.correction = OLD.correction
    AND (NEW.reason IS NOT DISTINCT FROM OLD.reason OR NEW.reason IS NOT DISTINCT FROM '[erased]')
    AND (NEW.actor_id IS NOT DISTINCT FROM OLD.actor_id OR NEW.actor_id IS NOT DISTINCT FROM '[erased]')
    AND (NEW.command_id IS NOT DISTINCT FROM OLD.command_id OR NEW.command_id IS NULL)
    AND (NEW.next_sequence IS NOT DISTINCT FROM OLD.next_sequence OR OLD.next_sequence IS NULL)
    AND (NEW.last = OLD.last OR OLD.last)
  ))
  EXECUTE FUNCTION refuse_forgery('a move stays as it was written');

-- Promise: moves go with their appointment, and not before.
CREATE TRIGGER tg_appointment_transitions_removed AFTER DELETE ON appointment_transitions
  FOR EACH ROW EXECUTE FUNCTION refuse_removal_of_moves();

-- Promise: only a migration changes the rules.
CREATE TRIGGER tg_allowed_transitions_kept BEFORE INSERT OR UPDATE OR DELETE OR TRUNCATE ON allowed_transitions
  FOR EACH STATEMENT EXECUTE FUNCTION refuse_forgery('only a migration changes the rules');

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
  CONSTRAINT ck_events_timestamp
    CHECK (timestamp BETWEEN '0001-01-01 00:00:00+00' AND '9999-12-31 23:59:59.999999+00'),
  CONSTRAINT ck_events_actor CHECK (actor IN ('system', 'user', 'admin', 'webhook')),
  CONSTRAINT ck_events_created_at
    CHECK (created_at BETWEEN '0001-01-01 00:00:00+00' AND '9999-12-31 23:59:59.999999+00')
) PARTITION BY RANGE (timestamp);

CREATE TABLE events_default PARTITION OF events DEFAULT;

COMMENT ON TABLE events IS 'The audit log; rows are only ever added. On PostgreSQL it is partitioned by time.';
COMMENT ON COLUMN events.id IS 'Id of the event.';
COMMENT ON COLUMN events.timestamp IS 'When it happened.';
COMMENT ON COLUMN events.type IS 'What happened, dotted and in the past tense, such as appointment.confirmed.';
COMMENT ON COLUMN events.entity_type IS 'Noun of what it happened to.';
COMMENT ON COLUMN events.entity_id IS 'Id of what it happened to.';
COMMENT ON COLUMN events.actor IS 'Kind of who did it: system, user, admin or webhook.';
COMMENT ON COLUMN events.actor_id IS 'Which job, person or provider did it.';
COMMENT ON COLUMN events.data IS 'The facts.';
COMMENT ON COLUMN events.metadata IS 'Where it came from: source, payload version and the like.';
COMMENT ON COLUMN events.created_at IS 'When the row was made.';

-- Each list is read page by page in time order, so each index ends with the time and the id. The index of an entity begins
-- with its id, by which an erasure finds events of every type of entity.
CREATE INDEX idx_event_timestamp ON events (timestamp DESC, id DESC);
CREATE INDEX idx_event_type ON events (type, timestamp, id);
CREATE INDEX idx_event_entity ON events (entity_id, entity_type, timestamp, id);
CREATE INDEX idx_event_actor ON events (actor, actor_id, timestamp, id);

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
  CONSTRAINT ck_business_config_email CHECK (email LIKE '_%@_%' AND email NOT LIKE '%@%@%' AND email NOT LIKE '% %'),
  CONSTRAINT ck_business_config_version CHECK (version >= 1),
  CONSTRAINT ck_business_config_created_at
    CHECK (created_at BETWEEN '0001-01-01 00:00:00+00' AND '9999-12-31 23:59:59.999999+00'),
  CONSTRAINT ck_business_config_updated_at
    CHECK (updated_at BETWEEN '0001-01-01 00:00:00+00' AND '9999-12-31 23:59:59.999999+00')
);

COMMENT ON TABLE business_config IS 'The one row that configures the business.';
COMMENT ON COLUMN business_config.id IS 'Id of the row.';
COMMENT ON COLUMN business_config.business_name IS 'Name of the business.';
COMMENT ON COLUMN business_config.phone IS 'Phone number in E.164 form.';
COMMENT ON COLUMN business_config.email IS 'E-mail address.';
COMMENT ON COLUMN business_config.address IS 'Postal address, if known.';
COMMENT ON COLUMN business_config.timezone IS 'IANA time zone of the business.';
COMMENT ON COLUMN business_config.business_hours IS 'Per weekday: open, close, closed.';
COMMENT ON COLUMN business_config.integrations IS
  'Providers for booking, messages and payment, with their keys, which are secrets.';
COMMENT ON COLUMN business_config.rules IS 'Thresholds, amounts and timings.';
COMMENT ON COLUMN business_config.version IS 'Number of the configuration, which grows with each change.';
COMMENT ON COLUMN business_config.created_at IS 'When the row was made.';
COMMENT ON COLUMN business_config.updated_at IS 'When the row was last changed.';

-- One configuration per installation.
CREATE UNIQUE INDEX idx_single_config ON business_config ((1));
