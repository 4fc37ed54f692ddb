-- Undoes V001__add_visit_notes: drops visit_notes.
--
-- Loses:   all notes.
-- Locks:   ACCESS EXCLUSIVE on the table, and on appointments for the foreign key, until the transaction ends.

DROP TABLE visit_notes;
