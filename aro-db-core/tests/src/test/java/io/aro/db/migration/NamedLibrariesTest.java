package io.aro.db.migration;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Locale;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The oldest library of each version, from the baseline's last script on. */
class NamedLibrariesTest {

    private static final MigrationScript FIRST = script(1, """
            -- Oldest library: 1
            CREATE TABLE aro_schema_versions (version integer);
            INSERT INTO aro_schema_versions (version, oldest_library) VALUES (1, 1);
            """, "DROP TABLE aro_schema_versions;");
    private static final String DOWN = "DELETE FROM aro_schema_versions WHERE version = 2;";
    private static final MigrationScript SECOND = script(2, up(1, 2, 1), DOWN);

    private static MigrationScript script(int version, String up, String down) {
        return new MigrationScript(version, String.format(Locale.ROOT, "V%s__x.sql", version), 0, up, down);
    }

    private static String up(int named, int version, int oldest) {
        return String.format(
                Locale.ROOT,
                "-- Oldest library: %s\nINSERT INTO aro_schema_versions (version, oldest_library) VALUES (%s, %s);\n",
                named,
                version,
                oldest);
    }

    private static List<String> problems(MigrationScript second) {
        return NamedLibraries.problems(List.of(FIRST, second), List.of(FIRST, second));
    }

    @Test
    void eachScriptNamesTheOldestLibrary() {
        MigrationSet set = MigrationSet.aro();

        assertThat(set.sqliteScripts())
                .anyMatch(script -> script.up().contains("CREATE TABLE aro_schema_versions"))
                .hasSameSizeAs(set.postgresqlScripts());
        assertThat(NamedLibraries.problems(set.sqliteScripts(), set.postgresqlScripts()))
                .isEmpty();
    }

    @Test
    void findsNothingInAScriptThatDoes() {
        assertThat(problems(SECOND)).isEmpty();
    }

    @Test
    void asksNothingOfAScriptOutsideATransaction() {
        MigrationScript index = script(2, "CREATE INDEX CONCURRENTLY idx_t_c ON t (c);", "DROP INDEX idx_t_c;");
        MigrationScript unique = script(2, "CREATE UNIQUE INDEX CONCURRENTLY idx_t_c ON t (c);", "DROP INDEX idx_t_c;");

        assertThat(problems(index)).isEmpty();
        assertThat(problems(unique)).singleElement().asString().contains("unique index");
    }

    @ParameterizedTest
    @CsvSource({
        "2, 2, 1, 2, writes another row",
        "1, 3, 1, 2, writes another row",
        "1, 2, 1, 3, leaves its row",
        "0, 2, 0, 2, must name a library",
        "3, 2, 3, 2, must name a library",
    })
    void findsWhatIsWrongWithAScript(int named, int version, int oldest, int deleted, String problem) {
        String down = String.format(Locale.ROOT, "DELETE FROM aro_schema_versions WHERE version = %s;", deleted);

        assertThat(problems(script(2, up(named, version, oldest), down)))
                .isNotEmpty()
                .allSatisfy(found -> assertThat(found).startsWith("V2__x.sql ").contains(problem));
    }

    @Test
    void findsAScriptThatSaysNothing() {
        assertThat(problems(script(2, "CREATE TABLE t (c integer);", "DROP TABLE t;")))
                .isNotEmpty()
                .allSatisfy(found -> assertThat(found).contains("lacks its line"));
    }

    @Test
    void findsEnginesThatDoNotAgree() {
        assertThat(NamedLibraries.problems(List.of(FIRST, SECOND), List.of(FIRST, script(2, up(2, 2, 2), DOWN))))
                .containsExactly("V2__x.sql names different libraries on the two engines.");
    }
}
