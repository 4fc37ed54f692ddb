-- V001: notes on appointments.
--
-- Why:     a note belongs to its appointment and is deleted with it.
-- Locks:   creates new objects only; the foreign key takes a short SHARE ROW EXCLUSIVE lock on appointments.
-- Back:    rollback/postgresql/V001__add_visit_notes.sql drops the table, with its data.

CREATE TABLE visit_notes (
  id             uuid         NOT NULL,
  appointment_id uuid         NOT NULL,
  author         varchar(255) NOT NULL,
  text           text         NOT NULL,
  created_at     timestamptz  NOT NULL,
  updated_at     timestamptz  NOT NULL,

  CONSTRAINT pk_visit_notes PRIMARY KEY (id),
  CONSTRAINT fk_visit_notes_appointment
    FOREIGN KEY (appointment_id) REFERENCES appointments (id) ON DELETE CASCADE,
  CONSTRAINT ck_visit_notes_text CHECK (length(text) > 0)
);

CREATE INDEX idx_visit_note_appointment ON visit_notes (appointment_id);
