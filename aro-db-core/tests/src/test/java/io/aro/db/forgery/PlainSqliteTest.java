package io.aro.db.forgery;

import static org.assertj.core.api.Assertions.assertThat;

import io.aro.db.AroDatabase;
import io.aro.db.testkit.BothEngines;
import io.aro.db.testkit.Engine;
import io.aro.db.testkit.TestDatabase;
import java.sql.SQLException;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The changes of {@link HandWrittenSqlTest} with SQLite's foreign keys disabled. */
@BothEngines(Engine.SQLITE)
class PlainSqliteTest {

    private final AroDatabase db;
    private final TestDatabase database;

    PlainSqliteTest(AroDatabase db, TestDatabase database) {
        this.db = db;
        this.database = database;
    }

    @BeforeEach
    void insertsAnAppointmentThatHasBegun() {
        Attempt.prepare(db);
    }

    static List<Forgery> forgeries() {
        return Forgeries.ALL;
    }

    @ParameterizedTest
    @MethodSource("forgeries")
    void aChangeMeetsTheFateThatThePageSays(Forgery forgery) throws SQLException {
        Fate fate = Attempt.fate(database, Program.SQLITE_PLAIN, forgery);

        assertThat(fate).isEqualTo(forgery.fate(Program.SQLITE_PLAIN));
    }
}
