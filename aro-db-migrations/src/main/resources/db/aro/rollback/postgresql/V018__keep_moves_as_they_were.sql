-- Undoes V018__keep_moves_as_they_were: moves and rules can be changed again, and consents go with their customer.
--
-- Loses:   nothing.
-- Locks:   ACCESS EXCLUSIVE on appointments, their transitions, the rule table and consents, until the transaction ends.

DROP TRIGGER tg_allowed_transitions_kept ON allowed_transitions;
DROP TRIGGER tg_appointment_transitions_removed ON appointment_transitions;
DROP TRIGGER tg_appointment_transitions_kept ON appointment_transitions;
DROP TRIGGER tg_appointments_moved ON appointments;
DROP FUNCTION refuse_removal_of_moves();
DROP FUNCTION refuse_forgery();

ALTER TABLE consents
  DROP CONSTRAINT fk_consents_customer,
  ADD CONSTRAINT fk_consents_customer FOREIGN KEY (customer_id) REFERENCES customers (id) ON DELETE CASCADE;
