-- Undoes V019__serve_the_cleaning_of_old_rows: drops its indexes.
--
-- Loses:   nothing.
-- Locks:   the whole database for writers, for a moment.

DROP INDEX idx_delivery_updated;
DROP INDEX idx_appointment_closed;
