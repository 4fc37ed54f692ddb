-- Undoes V016__remember_whose_rows_were: drops the table and the triggers that fill it.
--
-- Loses:   whose the deleted rows were, so that the events about them can be neither erased nor held.
-- Locks:   the whole database for writers, until the transaction ends.

DROP TRIGGER consents_deleted;
DROP TRIGGER dead_letters_deleted;
DROP TRIGGER workflow_instances_deleted;
DROP TRIGGER reminder_logs_deleted;
DROP TRIGGER appointments_deleted;
DROP TRIGGER customers_deleted;
DROP TABLE former_belongings;
