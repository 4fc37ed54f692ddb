package io.aro.db.testkit.plan;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatNoException;
import static org.assertj.core.api.Assertions.tuple;

import io.aro.db.testkit.BothEngines;
import io.aro.db.testkit.TestDatabase;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Reads with and without an early end by a limit, on empty tables. */
@BothEngines
class WholeReadTest {

    private static final List<String> TABLES = List.of(
            """
            CREATE TABLE notes (
              id VARCHAR(40) NOT NULL PRIMARY KEY,
              author VARCHAR(40) NOT NULL,
              visit VARCHAR(40) NOT NULL,
              body VARCHAR(40),
              written_at VARCHAR(40) NOT NULL,
              read_at VARCHAR(40),
              archived_at VARCHAR(40)
            )""",
            "CREATE INDEX idx_notes_written ON notes (written_at, id)",
            "CREATE INDEX idx_notes_author ON notes (author, visit)",
            "CREATE INDEX idx_notes_read ON notes (read_at)",
            "CREATE INDEX idx_notes_open ON notes (written_at, id) WHERE archived_at IS NULL",
            "CREATE INDEX idx_notes_kinds ON notes (read_at, id) WHERE body IN ('plan', 'bill')",
            "CREATE INDEX idx_notes_queue ON notes (read_at, id) WHERE archived_at IS NULL AND body IN ('plan', 'bill')",
            "CREATE TABLE tags (note VARCHAR(40) NOT NULL, tag VARCHAR(40) NOT NULL, PRIMARY KEY (note, tag))");

    private static final List<String> REFUSED = List.of(
            "SELECT * FROM notes WHERE body = 'x' LIMIT 5",
            "SELECT * FROM notes WHERE body = 'x' ORDER BY id LIMIT 5",
            "SELECT * FROM notes WHERE body = 'x' ORDER BY id DESC LIMIT 5 OFFSET 3",
            "SELECT * FROM notes WHERE archived_at IS NULL AND body = 'x' ORDER BY written_at, id LIMIT 5",
            "SELECT * FROM notes WHERE lower(author) = 'x' ORDER BY written_at, id LIMIT 5",
            "SELECT * FROM notes AS n WHERE n.body = 'x' ORDER BY n.id LIMIT 5",
            // The column is second in the index.
            "SELECT * FROM notes WHERE visit = 'x'",
            "SELECT * FROM notes WHERE visit = 'x' ORDER BY author LIMIT 5",
            // All non-null entries.
            "SELECT * FROM notes WHERE read_at IS NOT NULL AND body = 'x' ORDER BY read_at LIMIT 5",
            "SELECT * FROM notes WHERE read_at IS NOT NULL AND body = 'x' ORDER BY read_at DESC LIMIT 5",
            "SELECT count(*) FROM notes WHERE read_at IS NOT NULL",
            // Sorted or grouped before the limit.
            "SELECT * FROM notes ORDER BY body LIMIT 5",
            "SELECT * FROM reminder_logs WHERE channel = 'x' ORDER BY sent_at DESC, id DESC LIMIT 5",
            "SELECT DISTINCT written_at FROM notes ORDER BY written_at LIMIT 5",
            "SELECT author, count(*) FROM notes GROUP BY author ORDER BY author LIMIT 5",
            // Most notes may lack the tag.
            "SELECT n.* FROM notes n JOIN tags t ON t.note = n.id AND t.tag = 'x' ORDER BY n.written_at, n.id LIMIT 5",
            "SELECT n.id FROM notes n LEFT JOIN tags t ON t.note = n.id WHERE t.tag = 'x' ORDER BY n.id LIMIT 5",
            "SELECT n.id FROM notes n LEFT JOIN tags t ON t.note = n.id WHERE t.tag IS NULL ORDER BY n.id LIMIT 5",
            "SELECT * FROM notes n WHERE EXISTS (SELECT 1 FROM tags t WHERE t.note = n.id AND t.tag = 'x') LIMIT 5",
            "SELECT * FROM notes n WHERE NOT EXISTS (SELECT 1 FROM tags t WHERE t.note = n.id AND t.tag = 'x') LIMIT 5",
            // No limit, or a limit elsewhere in the statement.
            "SELECT * FROM notes",
            "SELECT * FROM notes ORDER BY id",
            "SELECT * FROM notes WHERE visit IN (SELECT visit FROM notes ORDER BY id LIMIT 5)",
            "SELECT * FROM (SELECT * FROM notes WHERE body = 'x' ORDER BY id) n LIMIT 5",
            "SELECT note FROM tags WHERE tag = 'x' UNION ALL SELECT id FROM (SELECT id FROM notes ORDER BY id LIMIT 5) n",
            "SELECT id, (SELECT note FROM tags t WHERE t.tag = n.body LIMIT 1) FROM notes n WHERE id = 'x'",
            "SELECT id FROM notes WHERE author = 'x' UNION ALL SELECT id FROM notes WHERE body = 'x' LIMIT 5",
            "WITH found AS (SELECT * FROM notes WHERE body = 'x') SELECT * FROM found ORDER BY id LIMIT 5",
            "SELECT EXISTS (SELECT 1 FROM notes WHERE body = 'x')",
            "SELECT id, row_number() OVER (ORDER BY written_at) FROM notes ORDER BY written_at LIMIT 5",
            // Writes.
            "UPDATE notes SET body = 'y' WHERE body = 'x'",
            "DELETE FROM notes WHERE body = 'x'",
            "DELETE FROM notes WHERE id IN (SELECT id FROM notes WHERE body = 'x' ORDER BY id LIMIT 5)",
            "UPDATE notes SET body = 'y' WHERE id IN (SELECT id FROM notes WHERE body = 'x' LIMIT 5)",
            "INSERT INTO tags (note, tag) SELECT id, 'x' FROM notes WHERE body = 'x' ORDER BY id LIMIT 5");

    private static final List<String> PASSED = List.of(
            "SELECT * FROM notes LIMIT 5",
            "SELECT * FROM notes ORDER BY id LIMIT 5",
            "SELECT * FROM notes ORDER BY id DESC LIMIT 5 OFFSET 3",
            "SELECT * FROM notes ORDER BY written_at, id LIMIT 5",
            "SELECT * FROM notes WHERE (written_at, id) > ('x', 'y') ORDER BY written_at, id LIMIT 5",
            "SELECT * FROM notes AS n ORDER BY n.id LIMIT 5",
            // The predicate of a partial index drops none of its rows.
            "SELECT * FROM notes WHERE archived_at IS NULL ORDER BY written_at, id LIMIT 5",
            "SELECT * FROM notes WHERE body IN ('plan', 'bill') ORDER BY read_at, id LIMIT 5",
            "SELECT * FROM notes WHERE read_at IS NOT NULL ORDER BY read_at LIMIT 5",
            "SELECT * FROM notes WHERE read_at IS NOT NULL ORDER BY read_at DESC LIMIT 5",
            // A partial sort, of rows with the same time.
            "SELECT * FROM reminder_logs ORDER BY sent_at DESC, id DESC LIMIT 5",
            // An index finds the rows to filter.
            "SELECT * FROM notes WHERE id = 'x' AND body = 'x'",
            "SELECT * FROM notes WHERE author = 'x' AND body = 'x' ORDER BY visit LIMIT 5",
            "SELECT * FROM notes WHERE author IN ('x', 'y') LIMIT 5",
            "SELECT * FROM notes WHERE id = 'x' OR author = 'y' LIMIT 5",
            "SELECT max(written_at) FROM notes",
            "SELECT min(written_at) FROM notes",
            "SELECT * FROM notes ORDER BY read_at NULLS LAST LIMIT 5",
            "SELECT * FROM notes WHERE written_at > 'x' AND written_at < 'y' AND body = 'x'",
            "UPDATE notes SET body = 'y' WHERE id = 'x' AND archived_at IS NULL",
            // A left join keeps each row, even without a match.
            "SELECT n.id, m.body FROM notes n LEFT JOIN notes m ON m.id = n.visit ORDER BY n.id LIMIT 5",
            "SELECT n.id, t.tag FROM notes n LEFT JOIN tags t ON t.note = n.id AND t.tag = 'x' ORDER BY n.id LIMIT 5",
            // A limit in each part, or within the subquery.
            "SELECT * FROM (SELECT * FROM notes ORDER BY written_at, id LIMIT 100) n WHERE body = 'x'",
            "SELECT * FROM (SELECT id FROM notes ORDER BY id LIMIT 5) a UNION ALL SELECT note FROM tags WHERE note = 'x'",
            "SELECT id, (SELECT tag FROM tags t WHERE t.note = n.id LIMIT 1) FROM notes n ORDER BY id LIMIT 5",
            "DELETE FROM notes WHERE id IN (SELECT id FROM notes ORDER BY written_at, id LIMIT 5)",
            "INSERT INTO tags (note, tag) SELECT id, 'x' FROM notes ORDER BY id LIMIT 5");

    private final TestDatabase database;

    WholeReadTest(TestDatabase database) {
        this.database = database;
    }

    @BeforeEach
    void createTables() throws SQLException {
        for (String sql : TABLES) {
            run(sql);
        }
    }

    @Test
    void refusesWhatMayReadOnAndOn() {
        assertThat(REFUSED)
                .allSatisfy(sql -> assertThatExceptionOfType(AssertionError.class)
                        .isThrownBy(() -> database.assertUsesIndexes(() -> run(sql))));
    }

    @Test
    void takesWhatALimitEndsOrAnIndexFinds() {
        assertThat(PASSED)
                .allSatisfy(
                        sql -> assertThatNoException().isThrownBy(() -> database.assertUsesIndexes(() -> run(sql))));
    }

    @Test
    void knowsThatAnOffsetAloneEndsNothing() throws SQLException {
        String all = database.engine().isPostgres() ? "" : " LIMIT -1";

        assertThat(wholeReads("SELECT * FROM notes ORDER BY id" + all + " OFFSET 3"))
                .isNotEmpty();
    }

    @Test
    void takesAQueueThatLocksWhatAPartialIndexHolds() throws SQLException {
        String lock = database.engine().isPostgres() ? " FOR UPDATE OF n SKIP LOCKED" : "";

        assertThat(wholeReads("SELECT * FROM notes n WHERE archived_at IS NULL AND body IN ('plan', 'bill')"
                        + " ORDER BY read_at, id LIMIT 5" + lock))
                .isEmpty();
    }

    @Test
    void seesThroughASortOfWhatIsEqualSoFar() throws SQLException {
        String notes = database.engine().isPostgres() ? "notes" : "notes INDEXED BY idx_notes_written";

        assertThat(wholeReads("SELECT * FROM " + notes + " ORDER BY written_at, body LIMIT 5"))
                .isEmpty();
        assertThat(wholeReads("SELECT * FROM " + notes + " WHERE body = 'x' ORDER BY written_at, body LIMIT 5"))
                .extracting(WholeRead::table, WholeRead::cause)
                .containsExactly(tuple("notes", WholeRead.UNCOUNTED));
    }

    @Test
    void namesTheTableAndTheCause() throws SQLException {
        assertThat(wholeReads("SELECT * FROM notes AS n WHERE n.body = 'x' ORDER BY n.id LIMIT 5"))
                .extracting(WholeRead::table, WholeRead::cause)
                .containsExactly(tuple("notes", WholeRead.UNCOUNTED));
        assertThat(wholeReads("SELECT * FROM notes AS n ORDER BY n.body LIMIT 5"))
                .extracting(WholeRead::table, WholeRead::cause)
                .containsExactly(tuple("notes", WholeRead.GATHERED));
        assertThat(wholeReads("UPDATE notes SET body = 'y' WHERE body = 'x'"))
                .extracting(WholeRead::table, WholeRead::cause)
                .containsExactly(tuple("notes", WholeRead.NO_LIMIT));
    }

    @Test
    void refusesAJoinForWhichAnIndexIsMadeEachTime() throws SQLException {
        assertThat(wholeReads("SELECT n.id, t.note FROM notes n JOIN tags t ON t.tag = n.body WHERE n.author = 'x'"))
                .extracting(WholeRead::table)
                .contains("tags");
    }

    @Test
    void saysWhatToDoAboutAPlanOfATableWithoutRows() throws SQLException {
        String sql = "SELECT * FROM notes WHERE author = 'x'";
        run("ANALYZE");

        assertThat(wholeReads(sql)).isEmpty();
        assertThat(database.plan(sql).wholeReads())
                .extracting(WholeRead::cause)
                .isEqualTo(database.engine().isPostgres() ? List.of(WholeRead.FEW_ROWS) : List.of());
    }

    /** Returns the whole reads of the statement, of any table. */
    private List<WholeRead> wholeReads(String sql) throws SQLException {
        return database.assertUsesIndexes(() -> run(sql), "notes", "tags")
                .getFirst()
                .wholeReads();
    }

    private void run(String sql) throws SQLException {
        try (Connection connection = database.dataSource().getConnection();
                Statement statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }
}
