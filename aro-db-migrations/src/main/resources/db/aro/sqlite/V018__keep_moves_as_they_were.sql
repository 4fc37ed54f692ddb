-- V018: moves stay as they were written, whoever writes, and consents outlive the attempt to delete their customer.
--
-- Why:     SQLite checks foreign keys only where a program asks for it, and sqlite3 does not. Without them a status could
--          change without its move, and on both engines the owner could rewrite moves, cut off the end of a history or
--          add a rule. An erasure may blank why, who and by which command, and a whole appointment may go.
--          Consents are evidence; they stand in the way of deleting their customer.
--          A migration that builds one of the tables anew must create its triggers anew as well.
-- Locks:   the whole database for writers, until the transaction ends; consents are rebuilt.
-- Back:    rollback/sqlite/V018__keep_moves_as_they_were.sql drops the triggers, and consents go with their customer again.

CREATE TABLE kept_consents AS SELECT * FROM consents;
DROP TABLE consents;

CREATE TABLE consents (
  id             UUID        NOT NULL DEFAULT (lower(
    hex(randomblob(4)) || '-' || hex(randomblob(2)) || '-4' || substr(hex(randomblob(2)), 2)
    || '-8' || substr(hex(randomblob(2)), 2) || '-' || hex(randomblob(6))
  )),
  customer_id    UUID,
  phone          VARCHAR(20) NOT NULL,
  consent_given  BOOLEAN     NOT NULL DEFAULT FALSE,
  consent_date   TIMESTAMPTZ,
  consent_method VARCHAR(50),
  opt_out_date   TIMESTAMPTZ,
  ip_address     VARCHAR(45),
  created_at     TIMESTAMPTZ NOT NULL DEFAULT (strftime('%Y-%m-%d %H:%M:%f+00:00', 'now')),
  channel        VARCHAR(20)
    CONSTRAINT ck_consents_channel CHECK (channel IN ('sms', 'whatsapp', 'email'))
    CONSTRAINT ck_consents_given
      CHECK (consent_given = FALSE OR (consent_date IS NOT NULL AND consent_method IS NOT NULL))
    CONSTRAINT ck_consents_opt_out CHECK (consent_given = (opt_out_date IS NULL)),
  consent_text   VARCHAR(2000)
    CONSTRAINT ck_consents_consent_text
      CHECK (typeof(consent_text) IN ('text', 'null') AND length(consent_text) <= 2000),
  text_version   VARCHAR(50)
    CONSTRAINT ck_consents_text_version CHECK (typeof(text_version) IN ('text', 'null') AND length(text_version) <= 50),
  source         VARCHAR(500)
    CONSTRAINT ck_consents_source CHECK (typeof(source) IN ('text', 'null') AND length(source) <= 500),
  user_agent     VARCHAR(500)
    CONSTRAINT ck_consents_user_agent CHECK (typeof(user_agent) IN ('text', 'null') AND length(user_agent) <= 500),

  CONSTRAINT pk_consents PRIMARY KEY (id),
  CONSTRAINT fk_consents_customer FOREIGN KEY (customer_id) REFERENCES customers (id),

  CONSTRAINT ck_consents_id
    CHECK (glob('????????-????-????-????-????????????', id) = 1 AND length(replace(id, '-', '')) = 32
      AND glob('*[^0-9a-f-]*', id) = 0),
  CONSTRAINT ck_consents_customer_id
    CHECK (glob('????????-????-????-????-????????????', customer_id) = 1 AND length(replace(customer_id, '-', '')) = 32
      AND glob('*[^0-9a-f-]*', customer_id) = 0),
  CONSTRAINT ck_consents_phone
    CHECK (typeof(phone) = 'text' AND glob('+[1-9]*', phone) = 1 AND glob('*[^0-9]*', substr(phone, 2)) = 0
      AND length(phone) BETWEEN 3 AND 16),
  CONSTRAINT ck_consents_consent_given CHECK (consent_given IN (0, 1)),
  CONSTRAINT ck_consents_consent_date
    CHECK (datetime(consent_date) IS NOT DISTINCT FROM substr(consent_date, 1, 19)
      AND glob('*+00:00', consent_date) = 1),
  CONSTRAINT ck_consents_consent_method CHECK (consent_method IN ('web_form', 'verbal', 'booking_system', 'imported')),
  CONSTRAINT ck_consents_opt_out_date
    CHECK (datetime(opt_out_date) IS NOT DISTINCT FROM substr(opt_out_date, 1, 19)
      AND glob('*+00:00', opt_out_date) = 1),
  CONSTRAINT ck_consents_ip_address CHECK (typeof(ip_address) IN ('text', 'null') AND length(ip_address) <= 45),
  CONSTRAINT ck_consents_created_at
    CHECK (datetime(created_at) IS NOT DISTINCT FROM substr(created_at, 1, 19) AND glob('*+00:00', created_at) = 1)
);

INSERT INTO consents (
  id, customer_id, phone, consent_given, consent_date, consent_method, opt_out_date, ip_address, created_at, channel,
  consent_text, text_version, source, user_agent
)
SELECT
  id, customer_id, phone, consent_given, consent_date, consent_method, opt_out_date, ip_address, created_at, channel,
  consent_text, text_version, source, user_agent
FROM kept_consents;

DROP TABLE kept_consents;

CREATE INDEX idx_consent_customer ON consents (customer_id, created_at, id);
CREATE INDEX idx_consent_phone ON consents (phone, created_at, id);

CREATE TRIGGER consents_deleted BEFORE DELETE ON consents
BEGIN
  INSERT OR IGNORE INTO former_belongings (entity_id, customer_id)
  SELECT OLD.id, OLD.customer_id WHERE OLD.customer_id IS NOT NULL;
  INSERT OR IGNORE INTO former_belongings (entity_id, customer_id)
  SELECT OLD.id, id FROM customers WHERE phone = OLD.phone;
END;

-- A status changes by one legal step, which the list of former statuses and the version follow.
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

CREATE TRIGGER tg_appointment_transitions_removed BEFORE DELETE ON appointment_transitions
WHEN EXISTS (SELECT 1 FROM appointments WHERE id = OLD.appointment_id)
BEGIN
  SELECT RAISE(ABORT, 'moves go with their appointment: constraint failed: tg_appointment_transitions_removed');
END;

CREATE TRIGGER tg_allowed_transitions_added BEFORE INSERT ON allowed_transitions
BEGIN
  SELECT RAISE(ABORT, 'only a migration changes the rules: constraint failed: tg_allowed_transitions_added');
END;

CREATE TRIGGER tg_allowed_transitions_kept BEFORE UPDATE ON allowed_transitions
BEGIN
  SELECT RAISE(ABORT, 'only a migration changes the rules: constraint failed: tg_allowed_transitions_kept');
END;

CREATE TRIGGER tg_allowed_transitions_removed BEFORE DELETE ON allowed_transitions
BEGIN
  SELECT RAISE(ABORT, 'only a migration changes the rules: constraint failed: tg_allowed_transitions_removed');
END;
