-- V004: evidence of who may be contacted, as the TCPA asks for it.
--
-- Why:     a consent and its revocation are facts with a date; rows are only ever added.
-- Locks:   the whole database for writers, until the transaction ends.
-- Back:    rollback/sqlite/V004__add_consents_table.sql drops the table, with its data.

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

CREATE INDEX idx_consent_customer ON consents (customer_id);
CREATE INDEX idx_consent_phone ON consents (phone);
