-- Undoes V001__initial_schema: drops every table of the initial schema.
--
-- Loses:   all customers, appointments, transitions, events and the business configuration.
-- Restores: allowed_transitions
-- Locks:   the whole database for writers, until the transaction ends.

DROP TABLE business_config;
DROP TABLE events;
DROP TABLE appointment_transitions;
DROP TABLE appointments;
DROP TABLE allowed_transitions;
DROP TABLE customers;
