-- V002: the log of reminders sent for an appointment.
--
-- Why:     shows which message went out when, and whether it arrived. Providers report a message several times, by its id,
--          so a message is logged once.
-- Locks:   the whole database for writers, until the transaction ends.
-- Back:    rollback/sqlite/V002__add_reminder_logs.sql drops the table, with its data.

CREATE TABLE reminder_logs (
  id             UUID         NOT NULL DEFAULT (lower(
    hex(randomblob(4)) || '-' || hex(randomblob(2)) || '-4' || substr(hex(randomblob(2)), 2)
    || '-8' || substr(hex(randomblob(2)), 2) || '-' || hex(randomblob(6))
  )),
  appointment_id UUID         NOT NULL,
  sent_at        TIMESTAMPTZ  NOT NULL,
  type           VARCHAR(10)  NOT NULL,
  channel        VARCHAR(20)  NOT NULL,
  message_id     VARCHAR(255),
  delivered      BOOLEAN      NOT NULL DEFAULT FALSE,
  read           BOOLEAN,
  created_at     TIMESTAMPTZ  NOT NULL DEFAULT (strftime('%Y-%m-%d %H:%M:%f000+00:00', 'now')),

  CONSTRAINT pk_reminder_logs PRIMARY KEY (id),
  CONSTRAINT fk_reminder_logs_appointment
    FOREIGN KEY (appointment_id) REFERENCES appointments (id) ON DELETE CASCADE,

  CONSTRAINT ck_reminder_logs_id
    CHECK (glob('????????-????-????-????-????????????', id) = 1 AND length(replace(id, '-', '')) = 32
      AND glob('*[^0-9a-f-]*', id) = 0),
  CONSTRAINT ck_reminder_logs_appointment_id
    CHECK (glob('????????-????-????-????-????????????', appointment_id) = 1
      AND length(replace(appointment_id, '-', '')) = 32 AND glob('*[^0-9a-f-]*', appointment_id) = 0),
  CONSTRAINT ck_reminder_logs_sent_at
    CHECK (glob('.[0-9][0-9][0-9][0-9][0-9][0-9]+00:00', substr(sent_at, 20)) = 1
      AND datetime(substr(sent_at, 1, 19), '+0 days') IS NOT DISTINCT FROM substr(sent_at, 1, 19)
      AND substr(sent_at, 1, 4) > '0000' AND length(CAST(sent_at AS BLOB)) = 32),
  CONSTRAINT ck_reminder_logs_type CHECK (type IN ('48h', '24h', '6h', 'custom')),
  CONSTRAINT ck_reminder_logs_channel CHECK (channel IN ('sms', 'whatsapp', 'email')),
  CONSTRAINT ck_reminder_logs_message_id CHECK (typeof(message_id) IN ('text', 'null') AND length(message_id) <= 255),
  CONSTRAINT ck_reminder_logs_delivered CHECK (delivered IN (0, 1)),
  CONSTRAINT ck_reminder_logs_read CHECK (read IN (0, 1)),
  CONSTRAINT ck_reminder_logs_created_at
    CHECK (glob('.[0-9][0-9][0-9][0-9][0-9][0-9]+00:00', substr(created_at, 20)) = 1
      AND datetime(substr(created_at, 1, 19), '+0 days') IS NOT DISTINCT FROM substr(created_at, 1, 19)
      AND substr(created_at, 1, 4) > '0000' AND length(CAST(created_at AS BLOB)) = 32)
);

CREATE INDEX idx_reminder_appointment ON reminder_logs (appointment_id, sent_at);
CREATE INDEX idx_reminder_sent ON reminder_logs (sent_at DESC);
CREATE UNIQUE INDEX idx_reminder_message ON reminder_logs (message_id) WHERE message_id IS NOT NULL;
CREATE INDEX idx_reminder_undelivered ON reminder_logs (sent_at, id) WHERE NOT delivered;
