-- V002: finds the notes that were corrected last without reading them all.
--
-- Why:     the list of the latest notes is read page by page; with the id, so that a page begins where the one before ends.
-- Locks:   nothing that readers or writers wait for; a script of its own, because a transaction cannot do that.
-- Again:   a migrator that is killed leaves the index half built, so each run begins by dropping it.
-- Back:    rollback/postgresql/V002__serve_the_latest_notes.sql drops the index.

DROP INDEX CONCURRENTLY IF EXISTS idx_visit_note_updated;

CREATE INDEX CONCURRENTLY idx_visit_note_updated ON visit_notes (updated_at DESC, id DESC);
