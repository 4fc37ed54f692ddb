-- Undoes V010__add_schema_versions: drops schema_versions.
--
-- Loses:   nothing, since the migration writes the row again.
-- Restores: schema_versions
-- Locks:   ACCESS EXCLUSIVE on what it drops, until the transaction ends.

DROP TABLE schema_versions;
