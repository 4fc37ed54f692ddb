-- Undoes V007__complete_histories: drops what it added.
--
-- Loses:   which appointment took the place of which, and the counts behind the confirmation rates. Applied again, the
--          migration counts the appointments that are there, so counts and rates forget those that were archived or
--          deleted; once such appointments are restored, validation reports customers who have counted less than they
--          show. An edge that a correction used stays allowed, since its history names it.
-- Restores: appointments.at_last_transition, appointment_transitions.correction, appointment_transitions.last,
--          appointment_transitions.next_sequence, allowed_transitions.correction
-- Changes: customers.confirmation_rate
-- Locks:   ACCESS EXCLUSIVE on customers, appointments, their transitions and the rule table, until the transaction
--          ends.

DROP INDEX idx_appointment_completed;
DROP INDEX idx_appointment_payment;
DROP INDEX idx_appointment_rescheduled;
DROP INDEX idx_appointment_provider;
DROP INDEX idx_appointment_status;
CREATE INDEX idx_appointment_status ON appointments (status);

ALTER TABLE appointments
  DROP CONSTRAINT fk_appointments_last_transition,
  DROP COLUMN rescheduled_from,
  DROP COLUMN at_last_transition;

ALTER TABLE appointment_transitions
  DROP CONSTRAINT fk_appointment_transitions_edge,
  DROP COLUMN correction,
  DROP COLUMN last,
  DROP COLUMN next_sequence;

ALTER TABLE appointment_transitions
  ADD CONSTRAINT fk_appointment_transitions_edge
    FOREIGN KEY (from_status, to_status) REFERENCES allowed_transitions (from_status, to_status);
CREATE INDEX idx_transition_edge ON appointment_transitions (from_status, to_status);

ALTER TABLE appointments ADD CONSTRAINT fk_appointments_last_transition
  FOREIGN KEY (id, version, status) REFERENCES appointment_transitions (appointment_id, sequence, to_status)
  DEFERRABLE INITIALLY DEFERRED;

DELETE FROM allowed_transitions AS edge
WHERE edge.correction AND NOT EXISTS (
  SELECT 1
  FROM appointment_transitions AS used
  WHERE used.from_status = edge.from_status AND used.to_status = edge.to_status
);
ALTER TABLE allowed_transitions DROP COLUMN correction;

ALTER TABLE customers
  DROP COLUMN confirmed_count,
  DROP COLUMN appointment_count;
