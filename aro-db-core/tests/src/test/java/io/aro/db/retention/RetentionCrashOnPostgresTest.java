package io.aro.db.retention;

import io.aro.db.testkit.BothEngines;
import io.aro.db.testkit.Engine;
import io.aro.db.testkit.TestDatabase;

/** Kills of a retention run on PostgreSQL. */
@BothEngines(Engine.POSTGRES_18)
class RetentionCrashOnPostgresTest extends RetentionCrashContract {

    RetentionCrashOnPostgresTest(TestDatabase database) {
        super(database);
    }
}
