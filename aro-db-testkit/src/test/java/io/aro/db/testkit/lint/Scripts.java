package io.aro.db.testkit.lint;

import io.aro.db.migration.MigrationScript;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Linters for scripts in the text of a test. */
final class Scripts {

    static final String NAME = "V001__test.sql";

    private static final String WAY_BACK = "DROP TABLE test";

    private Scripts() {}

    static SqlLint up(ScriptDialect dialect, String sql) {
        return new SqlLint(List.of(Script.up(script(sql, WAY_BACK), dialect, true)));
    }

    static SqlLint postgresql(String sql) {
        return up(ScriptDialect.POSTGRESQL, sql);
    }

    static SqlLint down(ScriptDialect dialect, String sql) {
        return new SqlLint(List.of(Script.down(NAME, sql, dialect)));
    }

    static SqlLint undoneBy(@Nullable String down) {
        return new SqlLint(List.of(Script.up(script("SELECT 1", down), ScriptDialect.SQLITE, true)));
    }

    static SqlLint nothing(@Nullable String down) {
        return new SqlLint(List.of(Script.up(script("-- Nothing to do.", down), ScriptDialect.SQLITE, true)));
    }

    static SqlLint withoutTwin(String sql) {
        return new SqlLint(List.of(Script.up(script(sql, WAY_BACK), ScriptDialect.SQLITE, false)));
    }

    private static MigrationScript script(String up, @Nullable String down) {
        return new MigrationScript(1, NAME, 0, up, down);
    }
}
