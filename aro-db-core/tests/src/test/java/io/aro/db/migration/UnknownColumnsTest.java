package io.aro.db.migration;

import static io.aro.db.migration.LaterLibrary.OURS;
import static io.aro.db.testkit.builder.Builders.anEvent;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.aro.db.AroDatabase;
import io.aro.db.archive.FileArchive;
import io.aro.db.error.SchemaMismatchException;
import io.aro.db.event.Actor;
import io.aro.db.fixture.Given;
import io.aro.db.retention.RetentionPolicy;
import io.aro.db.retention.RetentionService;
import io.aro.db.testkit.BothEngines;
import io.aro.db.testkit.Engine;
import io.aro.db.testkit.TestDatabase;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Whole-row operations of an older library on a schema with unknown columns. */
@BothEngines
class UnknownColumnsTest {

    private static final Instant LONG_AGO = Instant.parse("2020-06-01T00:00:00Z");
    private static final RetentionPolicy POLICY = RetentionPolicy.defaults().withMonthsAhead(1);
    private static final Actor CLERK = Actor.user("front-desk");

    private final TestDatabase database;
    private final Migrator migrator;
    private final Look look;

    @TempDir
    private Path folder = Path.of("");

    UnknownColumnsTest(TestDatabase database) {
        this.database = database;
        this.migrator = Migrator.of(database.jdbcUrl(), database.user(), database.password());
        this.look = new Look(database);
    }

    @Test
    void leavesWholeRowsToTheLibraryThatKnowsAllOfTheirColumns() {
        UUID customer;
        try (AroDatabase db = database.open()) {
            customer = Given.booked(db, 1).customerId();
            anEvent().at(LONG_AGO).insert(db);
            retention(db).run(POLICY);
            anEvent().at(LONG_AGO).insert(db);
        }
        try (ScriptFolder release = LaterLibrary.adding(folder, database.engine())) {
            migrator.with(release.set()).migrate();
        }
        List<String> events = look.texts("SELECT id FROM events ORDER BY 1");

        try (AroDatabase db = database.open()) {
            UUID segment = retention(db).archive().findAll().getFirst().id();
            assertThatItIsLeftToTheNewer("archive", () -> retention(db).run(POLICY));
            assertThatItIsLeftToTheNewer(
                    "restore", () -> retention(db).archive().restore(segment));
            assertThatItIsLeftToTheNewer("export", () -> db.privacy().export(customer));
            assertThatItIsLeftToTheNewer("erase", () -> db.privacy().erase(customer, CLERK));
        }

        assertThat(look.texts("SELECT id FROM events ORDER BY 1")).isEqualTo(events);
        assertThat(look.texts("SELECT phone FROM customers")).containsExactly(Given.phone(1));
        assertThat(FileArchive.in(archive()).segments()).hasSize(1);
        assertThatTheNewerLibraryDoesIt(customer);
    }

    private void assertThatTheNewerLibraryDoesIt(UUID customer) {
        LaterLibrary.adding(folder, Engine.SQLITE).close(); // A release has the scripts of both engines.
        try (ScriptFolder release = LaterLibrary.adding(folder, database.engine());
                AroDatabase db = database.open()) {
            assertThat(migrator.with(release.set()).status().isCurrent()).isTrue();
            UUID segment = retention(db).archive().findAll().getFirst().id();

            retention(db).run(POLICY);
            assertThat(retention(db).archive().findAll()).hasSize(2);
            assertThat(retention(db).archive().restore(segment)).isEqualTo(1);
            assertThat(db.privacy().export(customer).json()).contains(Given.phone(1));
            db.privacy().erase(customer, CLERK);
            assertThat(look.texts("SELECT phone FROM customers")).doesNotContain(Given.phone(1));
        }
    }

    private static void assertThatItIsLeftToTheNewer(String verb, ThrowingCallable call) {
        assertThatThrownBy(call)
                .isInstanceOf(SchemaMismatchException.class)
                .hasMessage(
                        "This database has schema version %s, and this library of version %s does not know all its columns; %s with the newer library.",
                        OURS + 1, OURS, verb);
    }

    private Path archive() {
        return folder.resolve("archive");
    }

    private RetentionService retention(AroDatabase db) {
        return db.retention(FileArchive.in(archive()));
    }
}
