-- V015: finds the archived appointments that leave the database without reading those that stay.
--
-- Why:     they leave in the order of their completion, batch by batch; with the id, so that a batch begins where the one
--          before ends.
-- Locks:   nothing that readers or writers wait for; a script of its own, because a transaction cannot do that.
-- Again:   a migrator that is killed leaves the index half built, so each run begins by dropping it.
-- Back:    rollback/postgresql/V015__serve_the_archiving_of_appointments.sql drops the index.

DROP INDEX CONCURRENTLY IF EXISTS idx_appointment_archived;

CREATE INDEX CONCURRENTLY idx_appointment_archived ON appointments (completed_at, id) WHERE archived_at IS NOT NULL;
