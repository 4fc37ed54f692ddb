-- V019: finds closed appointments and old subjects of deliveries without reading those that stay.
--
-- Why:     cancelled, missed and rescheduled appointments leave in the order of their time, subjects in that of their last
--          event, batch by batch.
-- Locks:   the whole database for writers, until the indexes are built.
-- Back:    rollback/sqlite/V019__serve_the_cleaning_of_old_rows.sql drops the indexes.

CREATE INDEX idx_appointment_closed ON appointments (date, id)
  WHERE status IN ('cancelled', 'no_show', 'rescheduled');

CREATE INDEX idx_delivery_updated ON delivery_subjects (updated_at);
