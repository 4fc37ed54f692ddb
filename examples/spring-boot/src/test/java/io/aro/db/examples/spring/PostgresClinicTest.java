package io.aro.db.examples.spring;

import io.aro.db.spring.test.AroTestDatabase;
import io.aro.db.testkit.Engine;

/** The service on PostgreSQL. */
@AroTestDatabase(engine = Engine.POSTGRES_18)
class PostgresClinicTest extends ClinicTest {}
