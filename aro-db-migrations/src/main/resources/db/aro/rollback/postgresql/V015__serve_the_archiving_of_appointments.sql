-- Undoes V015__serve_the_archiving_of_appointments: drops its index.
--
-- Loses:   nothing.
-- Locks:   ACCESS EXCLUSIVE on appointments, for a moment.

-- A migration that failed halfway may have left no index.
DROP INDEX IF EXISTS idx_appointment_archived;
