-- Undoes V015__serve_the_archiving_of_appointments: drops its index.
--
-- Loses:   nothing.
-- Locks:   ACCESS EXCLUSIVE on appointments, for a moment.

DROP INDEX idx_appointment_archived;
