-- Undoes V014__add_retention: drops what is known of the archive, of legal holds and of erasures.
--
-- Loses:   which segments of the archive count, whose data must be kept, and whose data were erased.
-- Locks:   ACCESS EXCLUSIVE on the tables, until the transaction ends.

DROP TABLE erasures;
DROP TABLE legal_holds;
DROP TABLE archive_segments;
