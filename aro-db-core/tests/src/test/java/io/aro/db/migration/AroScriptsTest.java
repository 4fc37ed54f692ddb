package io.aro.db.migration;

import io.aro.db.testkit.lint.SqlLint;
import org.junit.jupiter.api.Test;

/** The effects of the library's scripts on a database in use. */
class AroScriptsTest {

    @Test
    void areFitForADatabaseInUse() {
        SqlLint.of(MigrationSet.aro()).assertClean();
    }
}
