-- Undoes V001__initial_schema: drops every table of the initial schema.
--
-- Loses:   all customers, appointments, transitions, events and the business configuration.
-- Restores: allowed_transitions
-- Locks:   ACCESS EXCLUSIVE on what it drops, until the transaction ends.

DROP TABLE business_config;
DROP TABLE events;
ALTER TABLE appointments DROP CONSTRAINT fk_appointments_last_transition;
DROP TABLE appointment_transitions;
DROP TABLE appointments;
DROP TABLE allowed_transitions;
DROP TABLE customers;
DROP FUNCTION refuse_removal_of_moves();
DROP FUNCTION refuse_forgery();
DROP TYPE appointment_status;
