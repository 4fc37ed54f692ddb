-- V004: evidence of who may be contacted, as the TCPA asks for it.
--
-- Why:     a consent and its revocation are facts with a date; rows are only ever added.
-- Locks:   creates new objects only; the foreign key takes a short SHARE ROW EXCLUSIVE lock on customers.
-- Back:    rollback/postgresql/V004__add_consents_table.sql drops the table, with its data.

CREATE TABLE consents (
  id             uuid        NOT NULL DEFAULT gen_random_uuid(),
  customer_id    uuid,
  phone          varchar(20) NOT NULL,
  consent_given  boolean     NOT NULL DEFAULT FALSE,
  consent_date   timestamptz,
  consent_method varchar(50),
  opt_out_date   timestamptz,
  ip_address     varchar(45),
  created_at     timestamptz NOT NULL DEFAULT CURRENT_TIMESTAMP,

  CONSTRAINT pk_consents PRIMARY KEY (id),
  CONSTRAINT fk_consents_customer FOREIGN KEY (customer_id) REFERENCES customers (id) ON DELETE CASCADE,
  CONSTRAINT ck_consents_phone CHECK (phone ~ '^\+[1-9][0-9]{1,14}$'),
  CONSTRAINT ck_consents_consent_method
    CHECK (consent_method IN ('web_form', 'verbal', 'booking_system', 'imported'))
);

CREATE INDEX idx_consent_customer ON consents (customer_id);
CREATE INDEX idx_consent_phone ON consents (phone);
