-- Undoes V009__add_retention: drops what is known of the archive, of legal holds, of erasures and of deleted rows.
--
-- Loses:   which segments of the archive count, whose data must be kept, whose data were erased, and whose the deleted rows
--          were, so that the events about them can be neither erased nor held. The secret goes, too, so that keys and
--          subjects that were erased are known no longer: a redelivery runs again. Applied again, the migration makes
--          another secret.
-- Locks:   ACCESS EXCLUSIVE on the tables whose triggers it drops, and on what it drops, until the transaction ends.

DROP TRIGGER consents_deleted ON consents;
DROP TRIGGER dead_letters_deleted ON dead_letters;
DROP TRIGGER workflow_instances_deleted ON workflow_instances;
DROP TRIGGER reminder_logs_deleted ON reminder_logs;
DROP TRIGGER appointments_deleted ON appointments;
DROP TRIGGER customers_deleted ON customers;
DROP FUNCTION former_belongings_remember();
DROP TABLE former_belongings;
DROP TABLE erasure_secrets;
DROP TABLE erasures;
DROP TABLE legal_holds;
DROP TABLE archive_segments;
