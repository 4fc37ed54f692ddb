-- V002: an index for the last updated notes.
--
-- Why:     keyset pages of the latest notes; the id makes the order of a page unique.
-- Locks:   the whole database for writers, until the index is built.
-- Back:    rollback/sqlite/V002__serve_the_latest_notes.sql drops the index.

CREATE INDEX idx_visit_note_updated ON visit_notes (updated_at DESC, id DESC);
