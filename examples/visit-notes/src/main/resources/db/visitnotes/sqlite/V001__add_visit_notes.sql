-- V001: notes on appointments.
--
-- Why:     a note belongs to its appointment and is deleted with it.
-- Locks:   the whole database for writers, until the transaction ends.
-- Back:    rollback/sqlite/V001__add_visit_notes.sql drops the table, with its data.

CREATE TABLE visit_notes (
  id             UUID         NOT NULL,
  appointment_id UUID         NOT NULL,
  author         VARCHAR(255) NOT NULL,
  text           TEXT         NOT NULL,
  created_at     TIMESTAMPTZ  NOT NULL,
  updated_at     TIMESTAMPTZ  NOT NULL,

  CONSTRAINT pk_visit_notes PRIMARY KEY (id),
  CONSTRAINT fk_visit_notes_appointment
    FOREIGN KEY (appointment_id) REFERENCES appointments (id) ON DELETE CASCADE,
  CONSTRAINT ck_visit_notes_text CHECK (typeof(text) = 'text' AND length(text) > 0),

  -- SQLite does not enforce declared types; these checks do.
  CONSTRAINT ck_visit_notes_id CHECK (length(id) = 36 AND glob('*[^0-9a-f-]*', id) = 0),
  CONSTRAINT ck_visit_notes_appointment_id
    CHECK (length(appointment_id) = 36 AND glob('*[^0-9a-f-]*', appointment_id) = 0),
  CONSTRAINT ck_visit_notes_author CHECK (typeof(author) = 'text' AND length(author) <= 255),
  CONSTRAINT ck_visit_notes_created_at
    CHECK (datetime(created_at) IS NOT DISTINCT FROM substr(created_at, 1, 19) AND glob('*+00:00', created_at) = 1),
  CONSTRAINT ck_visit_notes_updated_at
    CHECK (datetime(updated_at) IS NOT DISTINCT FROM substr(updated_at, 1, 19) AND glob('*+00:00', updated_at) = 1)
);

CREATE INDEX idx_visit_note_appointment ON visit_notes (appointment_id);
