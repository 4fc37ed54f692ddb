-- Undoes V002__serve_the_latest_notes: drops its index.
--
-- Loses:   nothing.
-- Locks:   ACCESS EXCLUSIVE on visit_notes, for a moment.

DROP INDEX idx_visit_note_updated;
