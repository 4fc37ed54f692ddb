package io.aro.db.retention;

import static io.aro.db.testkit.builder.Builders.anEvent;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.aro.db.AroDatabase;
import io.aro.db.error.AroDatabaseException;
import io.aro.db.error.ContentionException;
import io.aro.db.testkit.BothEngines;
import io.aro.db.testkit.Engine;
import io.aro.db.testkit.TestClock;
import io.aro.db.testkit.TestDatabase;
import java.sql.Connection;
import java.sql.Statement;
import java.time.Duration;
import java.time.YearMonth;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Runs that create partitions, ended before completion. */
@BothEngines({Engine.POSTGRES_15, Engine.POSTGRES_18})
class HaltedPartitionRunTest extends PartitionsOfEvents {

    HaltedPartitionRunTest(AroDatabase db, TestDatabase database, TestClock clock) {
        super(db, database, clock);
    }

    @Test
    void aBoundThatOthersDropAgainAndAgainEndsInContentionAndKeepsNoWriterOut() {
        anEvent().insert(db);
        anEvent().at(LATER).insert(db);
        write(dsl -> dsl.execute("CREATE FUNCTION drop_bounds() RETURNS event_trigger LANGUAGE plpgsql AS $$ BEGIN"
                + " IF EXISTS (SELECT FROM pg_constraint WHERE starts_with(conname::text, 'bound_')) THEN"
                + " ALTER TABLE events_default DROP CONSTRAINT bound_events_before_2027_01; END IF; END $$"));
        write(
                dsl -> dsl.execute(
                        "CREATE EVENT TRIGGER others ON ddl_command_end WHEN TAG IN ('ALTER TABLE') EXECUTE FUNCTION drop_bounds()"));

        assertThatThrownBy(() -> makeUntil(YearMonth.of(2027, 3)))
                .isInstanceOf(ContentionException.class)
                .hasMessageContaining("events_before_2027_01");

        assertThat(all()).containsExactly(DEFAULT);
        assertThatNoBoundIsLeft();
    }

    @Test
    void aRunGoesOnWhereOneWasKilledBeforeTheBoundWasValid() {
        anEvent().at(LATER).insert(db);
        anEvent().insert(db);
        write(dsl -> partitions.put(dsl, bound));

        assertThatOnlyWhatIsFarAheadIsRefusedUntilTheNextRun();
    }

    @Test
    void aRunGoesOnWhereOneWasKilledWhenTheBoundWasValid() {
        anEvent().insert(db);
        write(dsl -> partitions.put(dsl, bound));
        write(dsl -> partitions.validate(dsl, bound));

        assertThatOnlyWhatIsFarAheadIsRefusedUntilTheNextRun();
    }

    private void assertThatOnlyWhatIsFarAheadIsRefusedUntilTheNextRun() {
        anEvent().insert(db);
        anEvent().at(NOW.plus(Duration.ofDays(31))).insert(db);
        assertThatThrownBy(() -> anEvent().at(LATER).insert(db)).isInstanceOf(ContentionException.class);
        List<String> before = Everything.in(db);

        assertThat(makeUntil(YearMonth.of(2027, 2))).isEqualTo(4);

        assertThat(Everything.in(db)).isEqualTo(before);
        assertThat(rowsIn(CLOSED.name())).isEqualTo(3);
        anEvent().at(LATER).insert(db);
        assertThatNoBoundIsLeft();
    }

    @Test
    void aRunThatFailsTakesItsBoundBack() {
        anEvent().insert(db);
        db.session().<Integer>write(dsl -> dsl.execute("CREATE TABLE events_default_next (id int)"));

        assertThatThrownBy(() -> makeUntil(YearMonth.of(2027, 2))).isInstanceOf(AroDatabaseException.class);

        assertThatNoBoundIsLeft();
        anEvent().at(LATER).insert(db);
    }

    @Test
    void aRunThatIsKeptWaitingTakesItsBoundBack() throws Exception {
        anEvent().insert(db);
        try (Connection reader = database.dataSource().getConnection();
                Statement statement = reader.createStatement()) {
            reader.setAutoCommit(false);
            statement.execute("LOCK TABLE ONLY events IN ACCESS SHARE MODE");

            assertThatThrownBy(() -> makeUntil(YearMonth.of(2027, 2))).isInstanceOf(ContentionException.class);

            assertThatNoBoundIsLeft();
            anEvent().at(LATER).insert(db);
            reader.rollback();
        }
    }
}
