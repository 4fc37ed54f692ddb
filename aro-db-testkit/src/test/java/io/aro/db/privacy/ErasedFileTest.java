package io.aro.db.privacy;

import static io.aro.db.schema.Tables.CUSTOMERS;
import static org.assertj.core.api.Assertions.assertThat;

import io.aro.db.AroDatabase;
import io.aro.db.connection.SqliteConfig;
import io.aro.db.customer.Customer;
import io.aro.db.customer.NewCustomer;
import io.aro.db.event.Actor;
import io.aro.db.fixture.Given;
import io.aro.db.migration.Migrator;
import io.aro.db.repository.Changes;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.time.Period;
import java.util.List;
import java.util.Locale;
import java.util.UUID;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Reads the bytes of the files of a SQLite database, its log included, while it is open. */
class ErasedFileTest {

    private static final Actor DESK = Actor.admin("privacy-desk");

    @TempDir
    private Path folder = Path.of("");

    @Test
    void nothingOfAnErasedPersonIsLeftInTheFiles() throws IOException {
        try (AroDatabase db = AroDatabase.sqlite(folder.resolve("aro.db"))) {
            Customer person = Canary.plant(db);
            db.customers().update(person.id(), Changes.set(CUSTOMERS.NAME, "canary-former-name"));
            db.customers().update(person.id(), Changes.set(CUSTOMERS.NAME, Canary.NAME));
            assertThat(found()).containsAll(Canary.WORDS);

            ErasureReport report = db.privacy().keepingConsentsFor(Period.ZERO).erase(person.id(), DESK);

            assertThat(report.scrubbed()).isTrue();
            assertThat(found()).isEmpty();
            assertThat(bytes()).doesNotContain("canary-former-name");
        }
    }

    @Test
    void saysWhenSomebodyStillReadsWhatWasErased() {
        SqliteConfig impatient = SqliteConfig.file(folder.resolve("aro.db")).withBusyTimeout(Duration.ofMillis(100));
        try (AroDatabase db = AroDatabase.open(impatient);
                AroDatabase other = AroDatabase.open(impatient)) {
            Customer person = Canary.plant(db);

            ErasureReport report = other.readOnly(tx -> {
                tx.customers().getById(person.id());
                return db.privacy().keepingConsentsFor(Period.ZERO).erase(person.id(), DESK);
            });

            assertThat(report.scrubbed()).isFalse();
            assertThat(db.privacy().erase(person.id(), DESK).scrubbed()).isTrue();
        }
    }

    @Test
    void nothingIsLeftOfTablesThatAMigrationHasRebuilt() throws Exception {
        Path file = folder.resolve("aro.db");
        Migrator migrator = Migrator.of("jdbc:sqlite:" + file);
        migrator.migrate();
        migrator.rollback(6);
        UUID ada = new UUID(0x4000L, 0x8000_0000_0000_0001L);
        execute(String.format(
                Locale.ROOT,
                "insert into customers (id, phone, name) values ('%s', '+15551234567', 'Ada Lovelace')",
                ada));
        for (int n = 10; n < 60; n++) {
            String visit = "00000000-0000-4000-8000-0000000000" + n;
            execute(String.format(Locale.ROOT, """
                    insert into appointments (id, customer_id, date, duration, service_type, service_cost, notes)
                    values ('%s', '%s', '2026-01-01 10:00:00.000000+00:00', 30, 'Cleaning', 1000, 'canary-%s allergic')
                    """, visit, ada, n));
            execute(String.format(Locale.ROOT, """
                    insert into appointment_transitions (appointment_id, sequence, to_status, actor, occurred_at)
                    values ('%s', 1, 'booked', 'system', '2026-01-01 10:00:00.000000+00:00')
                    """, visit));
        }

        try (AroDatabase db = AroDatabase.sqlite(file)) {
            ErasureReport report = db.privacy().erase(ada, DESK);

            assertThat(report.scrubbed()).as("left: %s", report.left()).isTrue();
            assertThat(bytes()).doesNotContain("canary-", "Lovelace");
        }
    }

    @Test
    void findsWhatAnotherProgramHasLeftAndWritesTheFilesAnew() throws Exception {
        try (AroDatabase db = AroDatabase.sqlite(folder.resolve("aro.db"))) {
            Customer ada =
                    db.customers().create(NewCustomer.withPhone("+15551234567").name("Ada Lovelace"));
            Customer bob = db.customers().create(NewCustomer.withPhone("+15557654321"));
            String notes = "Ünverträglich: " + "penicillin in any dose; ".repeat(900);
            db.appointments().create(Given.visit(ada.id()).notes(notes));
            db.appointments().create(Given.visit(bob.id()).notes(notes));
            // Without PRAGMA secure_delete.
            execute(String.format(
                    Locale.ROOT, "update appointments set notes = null where customer_id = '%s'", bob.id()));

            ErasureReport report = db.privacy().erase(ada.id(), DESK);

            assertThat(report.scrubbed()).isFalse();
            assertThat(report.left()).contains("appointments.notes");
            assertThat(bytes()).contains("penicillin");
            assertThat(db.privacy().scrub()).isTrue();
            assertThat(bytes()).doesNotContain("Lovelace", "penicillin");
        }
    }

    @Test
    void doesNotCountWhatOtherRowsHoldUnlessItNamesThePerson() {
        try (AroDatabase db = AroDatabase.sqlite(folder.resolve("aro.db"))) {
            Customer ada =
                    db.customers().create(NewCustomer.withPhone("+15551234567").name("Ada Lovelace"));
            Customer bob =
                    db.customers().create(NewCustomer.withPhone("+15557654321").name("Bob Hopper"));
            Customer namesake =
                    db.customers().create(NewCustomer.withPhone("+15550001111").name("Bob Hopper"));
            db.appointments().create(Given.visit(ada.id()).location("Room with a view"));
            db.appointments().create(Given.visit(bob.id()).location("Room with a view"));

            assertThat(db.privacy().erase(ada.id(), DESK).left()).isEmpty();
            assertThat(db.privacy().erase(namesake.id(), DESK).left()).contains("customers.name");
        }
    }

    @Test
    void aDatabaseInMemoryHasNoFiles() {
        try (AroDatabase db = AroDatabase.inMemory()) {
            Customer ada =
                    db.customers().create(NewCustomer.withPhone("+15551234567").name("Ada Lovelace"));

            assertThat(db.privacy().erase(ada.id(), DESK).scrubbed()).isTrue();
        }
    }

    private void execute(String... statements) throws SQLException {
        try (Connection connection =
                        DriverManager.getConnection("jdbc:sqlite:" + folder.resolve("aro.db") + "?foreign_keys=off");
                Statement statement = connection.createStatement()) {
            for (String sql : statements) {
                statement.execute(sql);
            }
        }
    }

    private List<String> found() throws IOException {
        String bytes = bytes();
        return Canary.WORDS.stream().filter(bytes::contains).toList();
    }

    private String bytes() throws IOException {
        StringBuilder all = new StringBuilder();
        try (Stream<Path> files = Files.list(folder)) {
            for (Path file : files.sorted().toList()) {
                all.append(new String(Files.readAllBytes(file), StandardCharsets.UTF_8));
            }
        }
        return all.toString();
    }
}
