package io.aro.db.retention;

import static io.aro.db.schema.Tables.ARO_SCHEMA_VERSIONS;
import static io.aro.db.testkit.builder.Builders.aDeadLetter;
import static io.aro.db.testkit.builder.Builders.anEvent;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.aro.db.AroDatabase;
import io.aro.db.archive.FileArchive;
import io.aro.db.customer.Customer;
import io.aro.db.error.SchemaMismatchException;
import io.aro.db.event.Actor;
import io.aro.db.fixture.Given;
import io.aro.db.testkit.BothEngines;
import io.aro.db.testkit.TestClock;
import io.aro.db.testkit.TestDatabase;
import io.aro.db.testkit.jdbc.JdbcCall;
import io.aro.db.testkit.jdbc.JdbcCall.Kind;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A migration by a newer library between two steps of a run or an erasure. */
@BothEngines
class OvertakenByMigrationTest {

    private static final int LATER = 999;
    private static final RetentionPolicy POLICY = RetentionPolicy.defaults().withMonthsAhead(1);

    private final TestDatabase database;
    private final AroDatabase db;
    private final TestClock clock;
    private final AtomicBoolean isMigrated = new AtomicBoolean();

    @TempDir
    private Path folder = Path.of("");

    OvertakenByMigrationTest(TestDatabase database, AroDatabase db, TestClock clock) {
        this.database = database;
        this.db = db;
        this.clock = clock;
        clock.set(Instant.parse("2026-11-15T12:00:00Z"));
    }

    private void migrateOnce() {
        if (isMigrated.compareAndSet(false, true)) {
            db.session()
                    .<Integer>write(dsl -> dsl.insertInto(ARO_SCHEMA_VERSIONS)
                            .set(ARO_SCHEMA_VERSIONS.VERSION, LATER)
                            .set(ARO_SCHEMA_VERSIONS.OLDEST_LIBRARY, 1)
                            .execute());
        }
    }

    private void undo() {
        db.session()
                .<Integer>write(dsl -> dsl.deleteFrom(ARO_SCHEMA_VERSIONS)
                        .where(ARO_SCHEMA_VERSIONS.VERSION.eq(LATER))
                        .execute());
    }

    @Test
    void aRunKeepsTheEventsOfWhichItHasReadTheOldColumns() {
        anEvent().at(Instant.parse("2023-06-01T00:00:00Z")).insertMany(3, db);

        assertThatARunKeepsAllThatItHasRead();
    }

    @Test
    void aRunKeepsTheDeadLettersOfWhichItHasReadTheOldColumns() {
        Instant now = clock.instant();
        clock.set(Instant.parse("2023-06-01T00:00:00Z"));
        aDeadLetter().archived().insertMany(3, db);
        clock.set(now);

        assertThatARunKeepsAllThatItHasRead();
    }

    private void assertThatARunKeepsAllThatItHasRead() {
        List<String> before = Everything.in(db);
        FileArchive files = FileArchive.in(folder);
        RetentionService overtaken = db.retention(BesetArchive.of(files).whenPrepared(segment -> migrateOnce()));

        assertThatExceptionOfType(SchemaMismatchException.class)
                .isThrownBy(() -> overtaken.run(POLICY))
                .withMessageContaining("archive with the newer library");

        assertThat(isMigrated).isTrue();
        assertThat(Everything.in(db)).isEqualTo(before);
        assertThat(files.segments()).isEmpty();
        assertThat(files.findPrepared()).isEmpty();
        undo();
        db.retention(files).run(POLICY);
        assertThat(Everything.in(db, folder)).isEqualTo(before);
        assertThat(files.segments()).hasSize(1);
    }

    @Test
    void anErasureKeepsTheCustomerOfWhomItHasSearchedTheOldColumns() {
        Customer customer = Given.customer(db, 1);

        try (AroDatabase overtaken = database.open(this::migratingInTheSearch)) {
            assertThatExceptionOfType(SchemaMismatchException.class)
                    .isThrownBy(() -> overtaken.privacy().erase(customer.id(), Actor.user("desk")))
                    .withMessageContaining("erase with the newer library");
        }

        assertThat(isMigrated).isTrue();
        assertThat(db.customers().getById(customer.id()).phone()).isEqualTo(customer.phone());
        undo();
        db.privacy().erase(customer.id(), Actor.user("desk"));
        assertThat(db.customers().getById(customer.id()).phone()).isNotEqualTo(customer.phone());
    }

    private @Nullable Object migratingInTheSearch(JdbcCall call) throws SQLException {
        if (call.kind() == Kind.EXECUTE && call.plainSql().contains("from events")) {
            migrateOnce();
        }
        return call.proceed();
    }
}
