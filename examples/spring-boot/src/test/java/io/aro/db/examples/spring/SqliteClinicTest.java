package io.aro.db.examples.spring;

import io.aro.db.spring.test.AroTestDatabase;
import io.aro.db.testkit.Engine;

/** The service on SQLite. */
// @start region="annotated"
@AroTestDatabase(engine = Engine.SQLITE)
class SqliteClinicTest extends ClinicTest {}
// @end
