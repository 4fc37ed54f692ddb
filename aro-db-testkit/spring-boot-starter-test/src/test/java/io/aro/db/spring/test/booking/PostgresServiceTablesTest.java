package io.aro.db.spring.test.booking;

import io.aro.db.spring.test.AroTestDatabase;
import io.aro.db.testkit.Engine;

@AroTestDatabase(engine = Engine.POSTGRES_18)
class PostgresServiceTablesTest extends ServiceTablesContract {}
