-- Undoes V002__serve_the_latest_notes: drops its index.
--
-- Loses:   nothing.
-- Locks:   ACCESS EXCLUSIVE on visit_notes, for a moment.

-- A failed migration may have left no index.
DROP INDEX IF EXISTS idx_visit_note_updated;
