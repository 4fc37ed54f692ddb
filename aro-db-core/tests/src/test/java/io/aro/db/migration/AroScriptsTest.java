package io.aro.db.migration;

import io.aro.db.testkit.lint.SqlLint;
import org.junit.jupiter.api.Test;

/** Looks for what the scripts of this library would do to a database in use. */
class AroScriptsTest {

    @Test
    void areFitForADatabaseInUse() {
        SqlLint.of(MigrationSet.aro()).assertClean();
    }
}
