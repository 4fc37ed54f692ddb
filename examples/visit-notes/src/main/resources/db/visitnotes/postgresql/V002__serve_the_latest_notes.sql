-- V002: an index for the last updated notes.
--
-- Why:     keyset pages of the latest notes; the id makes the order of a page unique.
-- Locks:   none that readers or writers wait for; a script of its own, outside a transaction.
-- Again:   a killed migrator leaves an invalid index, so each run drops it first.
-- Back:    rollback/postgresql/V002__serve_the_latest_notes.sql drops the index.

DROP INDEX CONCURRENTLY IF EXISTS idx_visit_note_updated;

CREATE INDEX CONCURRENTLY idx_visit_note_updated ON visit_notes (updated_at DESC, id DESC);
