-- V002: finds the notes that were corrected last without reading them all.
--
-- Why:     the list of the latest notes is read page by page; with the id, so that a page begins where the one before ends.
-- Locks:   the whole database for writers, until the index is built.
-- Back:    rollback/sqlite/V002__serve_the_latest_notes.sql drops the index.

CREATE INDEX idx_visit_note_updated ON visit_notes (updated_at DESC, id DESC);
