-- V004: evidence of who may be contacted, as the TCPA asks for it.
--
-- Why:     a consent and its revocation are facts with a date; rows are only ever added. Evidence that cannot be doubted
--          is one fact a row: a consent with its date and method, or an opt-out with its date. Consents stand in the way
--          of deleting their customer.
-- Locks:   the whole database for writers, until the transaction ends.
-- Back:    rollback/sqlite/V004__add_consents_table.sql drops the table, with its data.

CREATE TABLE consents (
  id             UUID          NOT NULL DEFAULT (lower(
    hex(randomblob(4)) || '-' || hex(randomblob(2)) || '-4' || substr(hex(randomblob(2)), 2)
    || '-8' || substr(hex(randomblob(2)), 2) || '-' || hex(randomblob(6))
  )),
  customer_id    UUID,
  phone          VARCHAR(20)   NOT NULL,
  channel        VARCHAR(20),

  consent_given  BOOLEAN       NOT NULL DEFAULT FALSE,
  consent_date   TIMESTAMPTZ,
  consent_method VARCHAR(50),
  opt_out_date   TIMESTAMPTZ,

  consent_text   VARCHAR(2000),
  text_version   VARCHAR(50),
  source         VARCHAR(500),
  ip_address     VARCHAR(45),
  user_agent     VARCHAR(500),

  created_at     TIMESTAMPTZ   NOT NULL DEFAULT (strftime('%Y-%m-%d %H:%M:%f000+00:00', 'now')),

  CONSTRAINT pk_consents PRIMARY KEY (id),
  CONSTRAINT fk_consents_customer FOREIGN KEY (customer_id) REFERENCES customers (id),
  CONSTRAINT ck_consents_given
    CHECK (consent_given = FALSE OR (consent_date IS NOT NULL AND consent_method IS NOT NULL)),
  CONSTRAINT ck_consents_opt_out CHECK (consent_given = (opt_out_date IS NULL)),

  CONSTRAINT ck_consents_id
    CHECK (glob('????????-????-????-????-????????????', id) = 1 AND length(replace(id, '-', '')) = 32
      AND glob('*[^0-9a-f-]*', id) = 0),
  CONSTRAINT ck_consents_customer_id
    CHECK (glob('????????-????-????-????-????????????', customer_id) = 1 AND length(replace(customer_id, '-', '')) = 32
      AND glob('*[^0-9a-f-]*', customer_id) = 0),
  CONSTRAINT ck_consents_phone
    CHECK (typeof(phone) = 'text' AND glob('+[1-9]*', phone) = 1 AND glob('*[^0-9]*', substr(phone, 2)) = 0
      AND length(phone) BETWEEN 3 AND 16),
  CONSTRAINT ck_consents_channel CHECK (channel IN ('sms', 'whatsapp', 'email')),
  CONSTRAINT ck_consents_consent_given CHECK (consent_given IN (0, 1)),
  CONSTRAINT ck_consents_consent_date
    CHECK (glob('.[0-9][0-9][0-9][0-9][0-9][0-9]+00:00', substr(consent_date, 20)) = 1
      AND datetime(substr(consent_date, 1, 19), '+0 days') IS NOT DISTINCT FROM substr(consent_date, 1, 19)
      AND substr(consent_date, 1, 4) > '0000' AND length(CAST(consent_date AS BLOB)) = 32),
  CONSTRAINT ck_consents_consent_method CHECK (consent_method IN ('web_form', 'verbal', 'booking_system', 'imported')),
  CONSTRAINT ck_consents_opt_out_date
    CHECK (glob('.[0-9][0-9][0-9][0-9][0-9][0-9]+00:00', substr(opt_out_date, 20)) = 1
      AND datetime(substr(opt_out_date, 1, 19), '+0 days') IS NOT DISTINCT FROM substr(opt_out_date, 1, 19)
      AND substr(opt_out_date, 1, 4) > '0000' AND length(CAST(opt_out_date AS BLOB)) = 32),
  CONSTRAINT ck_consents_consent_text CHECK (typeof(consent_text) IN ('text', 'null') AND length(consent_text) <= 2000),
  CONSTRAINT ck_consents_text_version CHECK (typeof(text_version) IN ('text', 'null') AND length(text_version) <= 50),
  CONSTRAINT ck_consents_source CHECK (typeof(source) IN ('text', 'null') AND length(source) <= 500),
  CONSTRAINT ck_consents_ip_address CHECK (typeof(ip_address) IN ('text', 'null') AND length(ip_address) <= 45),
  CONSTRAINT ck_consents_user_agent CHECK (typeof(user_agent) IN ('text', 'null') AND length(user_agent) <= 500),
  CONSTRAINT ck_consents_created_at
    CHECK (glob('.[0-9][0-9][0-9][0-9][0-9][0-9]+00:00', substr(created_at, 20)) = 1
      AND datetime(substr(created_at, 1, 19), '+0 days') IS NOT DISTINCT FROM substr(created_at, 1, 19)
      AND substr(created_at, 1, 4) > '0000' AND length(CAST(created_at AS BLOB)) = 32)
);

CREATE INDEX idx_consent_customer ON consents (customer_id, created_at, id);
CREATE INDEX idx_consent_phone ON consents (phone, created_at, id);
