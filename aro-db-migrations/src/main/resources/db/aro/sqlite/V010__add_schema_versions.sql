-- V010: says for each version of the schema which libraries may work on it.
--
-- Why:     during a rolling deploy two versions of the library work on one schema. A version names the oldest library
--          that may do so, by the version of the schema that this library needs.
-- Oldest library: 10
-- Locks:   the whole database for writers, until the transaction ends.
-- Back:    rollback/sqlite/V010__add_schema_versions.sql drops the table; migrating again makes it anew.

CREATE TABLE aro_schema_versions (
  version        INTEGER NOT NULL,
  oldest_library INTEGER NOT NULL,

  CONSTRAINT pk_aro_schema_versions PRIMARY KEY (version),

  CONSTRAINT ck_aro_schema_versions_version CHECK (typeof(version) = 'integer' AND version BETWEEN 1 AND 2147483647),
  CONSTRAINT ck_aro_schema_versions_oldest_library
    CHECK (typeof(oldest_library) = 'integer' AND oldest_library BETWEEN 1 AND version)
);

INSERT INTO aro_schema_versions (version, oldest_library) VALUES (10, 10);
