-- V007: histories that have one end, corrections, linked slots, and counts behind the confirmation rate.
--
-- Why:     an appointment stands at the last transition of its history, and only there: each transition but the last
--          points to its successor, one per appointment is the last, and the appointment's foreign key asks for it.
--          So no transition can be slipped in behind the appointment's back. A correction leaves a terminal status
--          by an edge of its own and must say why. A rescheduled appointment is linked from its replacement.
-- Refuses: a database where a transition lies beyond its appointment's version, or two appointments name one payment.
-- Locks:   ACCESS EXCLUSIVE on customers, appointments, their transitions and the rule table, until the transaction
--          ends; every transition but the last of each appointment is written anew.
-- Back:    rollback/postgresql/V007__complete_histories.sql drops what is added.

ALTER TABLE customers
  ADD COLUMN appointment_count integer NOT NULL DEFAULT 0,
  ADD COLUMN confirmed_count   integer NOT NULL DEFAULT 0;

UPDATE customers
SET appointment_count = booked.appointments,
    confirmed_count = booked.confirmed,
    confirmation_rate = div(20000 * booked.confirmed + booked.appointments, 2 * booked.appointments) / 100
FROM (
  SELECT customer_id, count(*) AS appointments, count(*) FILTER (WHERE confirmation_received) AS confirmed
  FROM appointments
  GROUP BY customer_id
) AS booked
WHERE booked.customer_id = customers.id;

ALTER TABLE customers
  ADD CONSTRAINT ck_customers_appointment_count CHECK (appointment_count >= 0),
  ADD CONSTRAINT ck_customers_confirmed_count CHECK (confirmed_count BETWEEN 0 AND appointment_count);

ALTER TABLE allowed_transitions
  ADD COLUMN correction boolean NOT NULL DEFAULT FALSE,
  ADD CONSTRAINT uq_allowed_transitions_edge UNIQUE (from_status, to_status, correction);

-- An edge is there already if a rollback left it, because a correction used it.
INSERT INTO allowed_transitions (from_status, to_status, correction) VALUES
  ('cancelled', 'booked', TRUE), ('no_show', 'booked', TRUE), ('no_show', 'completed', TRUE),
  ('completed', 'no_show', TRUE)
ON CONFLICT (from_status, to_status) DO UPDATE SET correction = TRUE;

ALTER TABLE appointment_transitions
  ADD COLUMN correction    boolean NOT NULL DEFAULT FALSE,
  ADD COLUMN next_sequence integer,
  ADD COLUMN last          boolean NOT NULL DEFAULT TRUE;

UPDATE appointment_transitions AS transition
SET correction = TRUE
FROM allowed_transitions AS edge
WHERE edge.correction AND edge.from_status = transition.from_status AND edge.to_status = transition.to_status;

UPDATE appointment_transitions AS transition
SET next_sequence = transition.sequence + 1,
    last = FALSE
FROM appointments AS appointment
WHERE appointment.id = transition.appointment_id AND transition.sequence < appointment.version;

ALTER TABLE appointments
  ADD COLUMN at_last_transition boolean NOT NULL DEFAULT TRUE,
  ADD COLUMN rescheduled_from   uuid,
  DROP CONSTRAINT fk_appointments_last_transition;

ALTER TABLE appointment_transitions
  DROP CONSTRAINT fk_appointment_transitions_edge,
  ADD CONSTRAINT uq_appointment_transitions_last UNIQUE (appointment_id, sequence, to_status, last),
  ADD CONSTRAINT fk_appointment_transitions_edge
    FOREIGN KEY (from_status, to_status, correction)
    REFERENCES allowed_transitions (from_status, to_status, correction),
  -- Deferred, because a transition must stop being the last before the next one can be.
  ADD CONSTRAINT fk_appointment_transitions_successor
    FOREIGN KEY (appointment_id, next_sequence) REFERENCES appointment_transitions (appointment_id, sequence)
    DEFERRABLE INITIALLY DEFERRED,
  ADD CONSTRAINT ck_appointment_transitions_end CHECK (
    (last AND next_sequence IS NULL) OR (NOT last AND next_sequence IS NOT NULL AND next_sequence = sequence + 1)
  ),
  ADD CONSTRAINT ck_appointment_transitions_reasoned CHECK (NOT correction OR reason IS NOT NULL);

DROP INDEX idx_transition_edge;
CREATE INDEX idx_transition_edge ON appointment_transitions (from_status, to_status, correction);
CREATE UNIQUE INDEX idx_transition_last ON appointment_transitions (appointment_id) WHERE last;

ALTER TABLE appointments
  ADD CONSTRAINT fk_appointments_last_transition
    FOREIGN KEY (id, version, status, at_last_transition)
    REFERENCES appointment_transitions (appointment_id, sequence, to_status, last)
    DEFERRABLE INITIALLY DEFERRED,
  ADD CONSTRAINT fk_appointments_rescheduled_from
    FOREIGN KEY (rescheduled_from) REFERENCES appointments (id) ON DELETE SET NULL,
  ADD CONSTRAINT ck_appointments_at_last_transition CHECK (at_last_transition),
  ADD CONSTRAINT ck_appointments_rescheduled_from CHECK (rescheduled_from <> id);

DROP INDEX idx_appointment_status;
CREATE INDEX idx_appointment_status ON appointments (status, date);
CREATE INDEX idx_appointment_provider ON appointments (provider, date) WHERE provider IS NOT NULL;
CREATE UNIQUE INDEX idx_appointment_rescheduled ON appointments (rescheduled_from);
CREATE UNIQUE INDEX idx_appointment_payment ON appointments (deposit_payment_id) WHERE deposit_payment_id IS NOT NULL;
CREATE INDEX idx_appointment_completed ON appointments (completed_at)
  WHERE completed_at IS NOT NULL AND archived_at IS NULL;
