-- Undoes V009__add_message_rules: drops the rules and what a consent says beside its date and method.
--
-- Loses:   channel, text, version, source and user agent of every consent. A consent to one channel then reads as one
--          to all channels, so export the evidence first. Rows that were split or filled stay so.
-- Locks:   the whole database for writers, until the transaction ends.

DROP INDEX idx_consent_phone;
CREATE INDEX idx_consent_phone ON consents (phone);
DROP INDEX idx_consent_customer;
CREATE INDEX idx_consent_customer ON consents (customer_id);

ALTER TABLE consents DROP COLUMN user_agent;
ALTER TABLE consents DROP COLUMN source;
ALTER TABLE consents DROP COLUMN text_version;
ALTER TABLE consents DROP COLUMN consent_text;
ALTER TABLE consents DROP COLUMN channel;

DROP INDEX idx_reminder_appointment;
CREATE INDEX idx_reminder_appointment ON reminder_logs (appointment_id);
DROP INDEX idx_reminder_undelivered;
DROP INDEX idx_reminder_message;
