-- Undoes V018__keep_moves_as_they_were: moves and rules can be changed again, and consents go with their customer.
--
-- Loses:   nothing.
-- Locks:   the whole database for writers, until the transaction ends; consents are rebuilt.

DROP TRIGGER tg_allowed_transitions_removed;
DROP TRIGGER tg_allowed_transitions_kept;
DROP TRIGGER tg_allowed_transitions_added;
DROP TRIGGER tg_appointment_transitions_removed;
DROP TRIGGER tg_appointment_transitions_kept;
DROP TRIGGER tg_appointment_transitions_added;
DROP TRIGGER tg_appointments_moved;

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
  CONSTRAINT fk_consents_customer FOREIGN KEY (customer_id) REFERENCES customers (id) ON DELETE CASCADE,

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
