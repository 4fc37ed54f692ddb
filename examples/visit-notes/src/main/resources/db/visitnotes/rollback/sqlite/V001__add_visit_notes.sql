-- Undoes V001__add_visit_notes: drops visit_notes.
--
-- Loses:   all notes.
-- Locks:   the whole database for writers, until the transaction ends.

DROP TABLE visit_notes;
