-- Undoes V010__add_schema_versions: drops schema_versions.
--
-- Loses:   nothing, since the migration writes the row again.
-- Restores: schema_versions
-- Locks:   the whole database for writers, until the transaction ends.

DROP TABLE schema_versions;
