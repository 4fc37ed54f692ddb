package io.aro.db.examples.visitnotes;

import io.aro.db.testkit.lint.SqlLint;
import org.junit.jupiter.api.Test;

class VisitNotesScriptsTest {

    @Test
    void areFitForADatabaseInUse() {
        SqlLint.of(VisitNotesSchema.MIGRATIONS).assertClean();
    }
}
