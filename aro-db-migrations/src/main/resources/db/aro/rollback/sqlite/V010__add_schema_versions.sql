-- Undoes V010__add_schema_versions: drops aro_schema_versions.
--
-- Loses:   nothing, since the migration writes the row again.
-- Restores: aro_schema_versions
-- Locks:   the whole database for writers, until the transaction ends.

DROP TABLE aro_schema_versions;
