-- V002: the log of reminders sent for an appointment.
--
-- Why:     shows which message went out when, and whether it arrived.
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
  CONSTRAINT ck_reminder_logs_type CHECK (type IN ('48h', '24h', '6h', 'custom')),
  CONSTRAINT ck_reminder_logs_channel CHECK (channel IN ('sms', 'whatsapp', 'email'))
);

CREATE INDEX idx_reminder_appointment ON reminder_logs (appointment_id);
CREATE INDEX idx_reminder_sent ON reminder_logs (sent_at DESC);
