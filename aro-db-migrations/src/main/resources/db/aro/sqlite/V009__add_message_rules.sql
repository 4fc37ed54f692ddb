-- V009: a message is logged once, and a consent says what was agreed to, by which channel, and since when.
--
-- Why:     providers report a message several times, by its id; and evidence that cannot be doubted is one fact a row:
--          a consent with its date and method, or an opt-out with its date.
-- Rows:    a row that says both becomes two. What older rows leave out is filled with the date the row was made and
--          the method 'imported'.
-- Stops:   if two reminders have one message id; then empty the wrong one and migrate again.
-- Types:   the two rules over a row stand at the column that is added first, and go with it.
-- Locks:   the whole database for writers, until the transaction ends.
-- Back:    rollback/sqlite/V009__add_message_rules.sql drops the columns, with their data.

CREATE UNIQUE INDEX idx_reminder_message ON reminder_logs (message_id) WHERE message_id IS NOT NULL;
CREATE INDEX idx_reminder_undelivered ON reminder_logs (sent_at, id) WHERE NOT delivered;
DROP INDEX idx_reminder_appointment;
CREATE INDEX idx_reminder_appointment ON reminder_logs (appointment_id, sent_at);

INSERT INTO consents (customer_id, phone, consent_given, opt_out_date, created_at)
  SELECT customer_id, phone, FALSE, opt_out_date, created_at
  FROM consents
  WHERE consent_given = TRUE AND opt_out_date IS NOT NULL;
UPDATE consents SET opt_out_date = NULL WHERE consent_given = TRUE;
UPDATE consents
  SET consent_date = coalesce(consent_date, created_at), consent_method = coalesce(consent_method, 'imported')
  WHERE consent_given = TRUE;
UPDATE consents SET opt_out_date = created_at WHERE consent_given = FALSE AND opt_out_date IS NULL;

ALTER TABLE consents ADD COLUMN channel VARCHAR(20)
  CONSTRAINT ck_consents_channel CHECK (channel IN ('sms', 'whatsapp', 'email'))
  CONSTRAINT ck_consents_given
    CHECK (consent_given = FALSE OR (consent_date IS NOT NULL AND consent_method IS NOT NULL))
  CONSTRAINT ck_consents_opt_out CHECK (consent_given = (opt_out_date IS NULL));
ALTER TABLE consents ADD COLUMN consent_text VARCHAR(2000)
  CONSTRAINT ck_consents_consent_text
    CHECK (typeof(consent_text) IN ('text', 'null') AND length(consent_text) <= 2000);
ALTER TABLE consents ADD COLUMN text_version VARCHAR(50)
  CONSTRAINT ck_consents_text_version CHECK (typeof(text_version) IN ('text', 'null') AND length(text_version) <= 50);
ALTER TABLE consents ADD COLUMN source VARCHAR(500)
  CONSTRAINT ck_consents_source CHECK (typeof(source) IN ('text', 'null') AND length(source) <= 500);
ALTER TABLE consents ADD COLUMN user_agent VARCHAR(500)
  CONSTRAINT ck_consents_user_agent CHECK (typeof(user_agent) IN ('text', 'null') AND length(user_agent) <= 500);

DROP INDEX idx_consent_customer;
CREATE INDEX idx_consent_customer ON consents (customer_id, created_at, id);
DROP INDEX idx_consent_phone;
CREATE INDEX idx_consent_phone ON consents (phone, created_at, id);
