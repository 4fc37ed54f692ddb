-- V010: says for each version of the schema which libraries may work on it.
--
-- Why:     during a rolling deploy two versions of the library work on one schema. A version names the oldest library
--          that may do so, by the version of the schema that this library needs.
-- Oldest library: 10
-- Locks:   creates new objects only; nothing that exists is locked.
-- Back:    rollback/postgresql/V010__add_schema_versions.sql drops the table; migrating again makes it anew.

CREATE TABLE aro_schema_versions (
  version        integer NOT NULL,
  oldest_library integer NOT NULL,

  CONSTRAINT pk_aro_schema_versions PRIMARY KEY (version),
  CONSTRAINT ck_aro_schema_versions_version CHECK (version >= 1),
  CONSTRAINT ck_aro_schema_versions_oldest_library CHECK (oldest_library BETWEEN 1 AND version)
);

COMMENT ON TABLE aro_schema_versions IS 'One row for each version of the schema from the first release on.';
COMMENT ON COLUMN aro_schema_versions.version IS 'Number of the version.';
COMMENT ON COLUMN aro_schema_versions.oldest_library IS
  'The version that the oldest library needs which may work on this one.';

INSERT INTO aro_schema_versions (version, oldest_library) VALUES (10, 10);
