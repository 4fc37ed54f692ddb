package io.aro.db.retention;

import io.aro.db.testkit.BothEngines;
import io.aro.db.testkit.Engine;
import io.aro.db.testkit.TestDatabase;

/** Kills of a retention run on SQLite. */
@BothEngines(Engine.SQLITE)
class RetentionCrashOnSqliteTest extends RetentionCrashContract {

    RetentionCrashOnSqliteTest(TestDatabase database) {
        super(database);
    }
}
