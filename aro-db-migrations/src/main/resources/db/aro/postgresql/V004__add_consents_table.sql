-- V004: evidence of who may be contacted, as the TCPA asks for it.
--
-- Why:     a consent and its revocation are facts with a date; rows are only ever added. Evidence that cannot be doubted
--          is one fact a row: a consent with its date and method, or an opt-out with its date. Consents stand in the way
--          of deleting their customer.
-- Locks:   creates new objects only; the foreign key takes a short SHARE ROW EXCLUSIVE lock on customers.
-- Back:    rollback/postgresql/V004__add_consents_table.sql drops the table, with its data.

CREATE TABLE consents (
  id             uuid          NOT NULL DEFAULT gen_random_uuid(),
  customer_id    uuid,
  phone          varchar(20)   NOT NULL,
  channel        varchar(20),

  consent_given  boolean       NOT NULL DEFAULT FALSE,
  consent_date   timestamptz,
  consent_method varchar(50),
  opt_out_date   timestamptz,

  consent_text   varchar(2000),
  text_version   varchar(50),
  source         varchar(500),
  ip_address     varchar(45),
  user_agent     varchar(500),

  created_at     timestamptz   NOT NULL DEFAULT CURRENT_TIMESTAMP,

  CONSTRAINT pk_consents PRIMARY KEY (id),
  CONSTRAINT fk_consents_customer FOREIGN KEY (customer_id) REFERENCES customers (id),
  CONSTRAINT ck_consents_given
    CHECK (consent_given = FALSE OR (consent_date IS NOT NULL AND consent_method IS NOT NULL)),
  CONSTRAINT ck_consents_opt_out CHECK (consent_given = (opt_out_date IS NULL)),
  CONSTRAINT ck_consents_phone CHECK (phone ~ '^\+[1-9][0-9]{1,14}$'),
  CONSTRAINT ck_consents_channel CHECK (channel IN ('sms', 'whatsapp', 'email')),
  CONSTRAINT ck_consents_consent_date
    CHECK (consent_date BETWEEN '0001-01-01 00:00:00+00' AND '9999-12-31 23:59:59.999999+00'),
  CONSTRAINT ck_consents_consent_method CHECK (consent_method IN ('web_form', 'verbal', 'booking_system', 'imported')),
  CONSTRAINT ck_consents_opt_out_date
    CHECK (opt_out_date BETWEEN '0001-01-01 00:00:00+00' AND '9999-12-31 23:59:59.999999+00'),
  CONSTRAINT ck_consents_created_at
    CHECK (created_at BETWEEN '0001-01-01 00:00:00+00' AND '9999-12-31 23:59:59.999999+00')
);

COMMENT ON TABLE consents IS
  'Evidence of who may be contacted: each consent and each opt-out is a row of its own, only ever added.';
COMMENT ON COLUMN consents.id IS 'Id of the row.';
COMMENT ON COLUMN consents.customer_id IS 'The customer, if known.';
COMMENT ON COLUMN consents.phone IS 'Phone number in E.164 form that it is about.';
COMMENT ON COLUMN consents.channel IS 'sms, whatsapp or email; absent for every channel.';
COMMENT ON COLUMN consents.consent_given IS 'Whether consent was given; otherwise it was taken back.';
COMMENT ON COLUMN consents.consent_date IS 'When consent was given.';
COMMENT ON COLUMN consents.consent_method IS 'How it was given: web_form, verbal, booking_system or imported.';
COMMENT ON COLUMN consents.opt_out_date IS 'When it was taken back.';
COMMENT ON COLUMN consents.consent_text IS 'The words that were agreed to.';
COMMENT ON COLUMN consents.text_version IS 'Version of these words.';
COMMENT ON COLUMN consents.source IS 'Where it happened: a form, a page, a call.';
COMMENT ON COLUMN consents.ip_address IS 'Internet address it came from, if known.';
COMMENT ON COLUMN consents.user_agent IS 'Program that sent it, if known.';
COMMENT ON COLUMN consents.created_at IS 'When the row was made.';

CREATE INDEX idx_consent_customer ON consents (customer_id, created_at, id);
CREATE INDEX idx_consent_phone ON consents (phone, created_at, id);
