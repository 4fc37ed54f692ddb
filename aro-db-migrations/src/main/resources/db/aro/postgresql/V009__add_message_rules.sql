-- V009: a message is logged once, and a consent says what was agreed to, by which channel, and since when.
--
-- Why:     providers report a message several times, by its id; and evidence that cannot be doubted is one fact a row:
--          a consent with its date and method, or an opt-out with its date.
-- Rows:    a row that says both becomes two. What older rows leave out is filled with the date the row was made and
--          the method 'imported'.
-- Stops:   if two reminders have one message id; then empty the wrong one and migrate again.
-- Locks:   ACCESS EXCLUSIVE on reminder_logs and consents until the transaction ends, while their rows are read.
-- Back:    rollback/postgresql/V009__add_message_rules.sql drops the columns, with their data.

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

ALTER TABLE consents
  ADD COLUMN channel varchar(20),
  ADD COLUMN consent_text varchar(2000),
  ADD COLUMN text_version varchar(50),
  ADD COLUMN source varchar(500),
  ADD COLUMN user_agent varchar(500),
  ADD CONSTRAINT ck_consents_channel CHECK (channel IN ('sms', 'whatsapp', 'email')),
  ADD CONSTRAINT ck_consents_given
    CHECK (consent_given = FALSE OR (consent_date IS NOT NULL AND consent_method IS NOT NULL)),
  ADD CONSTRAINT ck_consents_opt_out CHECK (consent_given = (opt_out_date IS NULL));

DROP INDEX idx_consent_customer;
CREATE INDEX idx_consent_customer ON consents (customer_id, created_at, id);
DROP INDEX idx_consent_phone;
CREATE INDEX idx_consent_phone ON consents (phone, created_at, id);
