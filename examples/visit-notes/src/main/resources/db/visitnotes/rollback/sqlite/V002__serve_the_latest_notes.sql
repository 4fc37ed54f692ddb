-- Undoes V002__serve_the_latest_notes: drops its index.
--
-- Loses:   nothing.
-- Locks:   the whole database for writers, for a moment.

DROP INDEX idx_visit_note_updated;
