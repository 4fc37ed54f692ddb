-- Undoes V019__serve_the_cleaning_of_old_rows: drops its indexes.
--
-- Loses:   nothing.
-- Locks:   ACCESS EXCLUSIVE on appointments and on delivery_subjects, for a moment.

-- A migration that failed halfway may have left none.
DROP INDEX IF EXISTS idx_delivery_updated;
DROP INDEX IF EXISTS idx_appointment_closed;
