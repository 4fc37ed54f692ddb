-- V019: finds closed appointments and old subjects of deliveries without reading those that stay.
--
-- Why:     cancelled, missed and rescheduled appointments leave in the order of their time, subjects in that of their last
--          event, batch by batch.
-- Locks:   nothing that readers or writers wait for; a script of its own, because a transaction cannot do that.
-- Again:   a migrator that is killed leaves an index half built, so each run begins by dropping it.
-- Back:    rollback/postgresql/V019__serve_the_cleaning_of_old_rows.sql drops the indexes.

DROP INDEX CONCURRENTLY IF EXISTS idx_appointment_closed;

CREATE INDEX CONCURRENTLY idx_appointment_closed ON appointments (date, id)
  WHERE status IN ('cancelled', 'no_show', 'rescheduled');

DROP INDEX CONCURRENTLY IF EXISTS idx_delivery_updated;

CREATE INDEX CONCURRENTLY idx_delivery_updated ON delivery_subjects (updated_at);
