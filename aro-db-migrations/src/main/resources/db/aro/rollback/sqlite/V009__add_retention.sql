-- Undoes V009__add_retention: drops what is known of the archive, of legal holds, of erasures and of deleted rows.
--
-- Loses:   which segments of the archive count, whose data must be kept, whose data were erased, and whose the deleted rows
--          were, so that the events about them can be neither erased nor held. The secret goes, too, so that keys and
--          subjects that were erased are known no longer: a redelivery runs again. Applied again, the migration makes
--          another secret.
-- Locks:   the whole database for writers, until the transaction ends.

DROP TRIGGER consents_deleted;
DROP TRIGGER dead_letters_deleted;
DROP TRIGGER workflow_instances_deleted;
DROP TRIGGER reminder_logs_deleted;
DROP TRIGGER appointments_deleted;
DROP TRIGGER customers_deleted;
DROP TABLE former_belongings;
DROP TABLE erasure_secrets;
DROP TABLE erasures;
DROP TABLE legal_holds;
DROP TABLE archive_segments;
