-- Undoes V015__serve_the_archiving_of_appointments: drops its index.
--
-- Loses:   nothing.
-- Locks:   the whole database for writers, for a moment.

DROP INDEX idx_appointment_archived;
