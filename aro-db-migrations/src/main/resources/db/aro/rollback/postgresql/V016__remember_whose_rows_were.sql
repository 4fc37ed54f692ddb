-- Undoes V016__remember_whose_rows_were: drops the table and the triggers that fill it.
--
-- Loses:   whose the deleted rows were, so that the events about them can be neither erased nor held.
-- Locks:   ACCESS EXCLUSIVE on the tables whose triggers it drops, until the transaction ends.

DROP TRIGGER consents_deleted ON consents;
DROP TRIGGER dead_letters_deleted ON dead_letters;
DROP TRIGGER workflow_instances_deleted ON workflow_instances;
DROP TRIGGER reminder_logs_deleted ON reminder_logs;
DROP TRIGGER appointments_deleted ON appointments;
DROP TRIGGER customers_deleted ON customers;
DROP FUNCTION former_belongings_remember();
DROP TABLE former_belongings;
