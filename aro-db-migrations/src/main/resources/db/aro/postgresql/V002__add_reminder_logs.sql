-- V002: the log of reminders sent for an appointment.
--
-- Why:     shows which message went out when, and whether it arrived. Providers report a message several times, by its id,
--          so a message is logged once.
-- Locks:   creates new objects only; the foreign key takes a short SHARE ROW EXCLUSIVE lock on appointments.
-- Back:    rollback/postgresql/V002__add_reminder_logs.sql drops the table, with its data.

CREATE TABLE reminder_logs (
  id             uuid         NOT NULL DEFAULT gen_random_uuid(),
  appointment_id uuid         NOT NULL,
  sent_at        timestamptz  NOT NULL,
  type           varchar(10)  NOT NULL,
  channel        varchar(20)  NOT NULL,
  message_id     varchar(255),
  delivered      boolean      NOT NULL DEFAULT FALSE,
  read           boolean,
  created_at     timestamptz  NOT NULL DEFAULT CURRENT_TIMESTAMP,

  CONSTRAINT pk_reminder_logs PRIMARY KEY (id),
  CONSTRAINT fk_reminder_logs_appointment
    FOREIGN KEY (appointment_id) REFERENCES appointments (id) ON DELETE CASCADE,
  CONSTRAINT ck_reminder_logs_sent_at
    CHECK (sent_at BETWEEN '0001-01-01 00:00:00+00' AND '9999-12-31 23:59:59.999999+00'),
  CONSTRAINT ck_reminder_logs_type CHECK (type IN ('48h', '24h', '6h', 'custom')),
  CONSTRAINT ck_reminder_logs_channel CHECK (channel IN ('sms', 'whatsapp', 'email')),
  CONSTRAINT ck_reminder_logs_created_at
    CHECK (created_at BETWEEN '0001-01-01 00:00:00+00' AND '9999-12-31 23:59:59.999999+00')
);

COMMENT ON TABLE reminder_logs IS 'One row for each reminder that was sent for an appointment.';
COMMENT ON COLUMN reminder_logs.id IS 'Id of the row.';
COMMENT ON COLUMN reminder_logs.appointment_id IS 'The appointment it reminds of.';
COMMENT ON COLUMN reminder_logs.sent_at IS 'When it was sent.';
COMMENT ON COLUMN reminder_logs.type IS '48h, 24h, 6h or custom.';
COMMENT ON COLUMN reminder_logs.channel IS 'sms, whatsapp or email.';
COMMENT ON COLUMN reminder_logs.message_id IS 'Id at the message provider; unique where present.';
COMMENT ON COLUMN reminder_logs.delivered IS 'Whether the provider says that it arrived.';
COMMENT ON COLUMN reminder_logs.read IS 'Whether the provider says that it was read; absent if it does not say.';
COMMENT ON COLUMN reminder_logs.created_at IS 'When the row was made.';

CREATE INDEX idx_reminder_appointment ON reminder_logs (appointment_id, sent_at);
CREATE INDEX idx_reminder_sent ON reminder_logs (sent_at DESC);
CREATE UNIQUE INDEX idx_reminder_message ON reminder_logs (message_id) WHERE message_id IS NOT NULL;
CREATE INDEX idx_reminder_undelivered ON reminder_logs (sent_at, id) WHERE NOT delivered;
