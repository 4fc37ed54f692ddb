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
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The bytes of an open SQLite database, including its log. */
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

            ErasureReport report =
                    db.privacy().withConsentRetention(Period.ZERO).erase(person.id(), DESK);

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
                return db.privacy().withConsentRetention(Period.ZERO).erase(person.id(), DESK);
            });

            assertThat(report.scrubbed()).isFalse();
            assertThat(db.privacy().erase(person.id(), DESK).scrubbed()).isTrue();
        }
    }

    @Test
    void nothingIsLeftOfATableThatAMigrationHasDropped() throws Exception {
        Migrator migrator = Migrator.of("jdbc:sqlite:" + folder.resolve("aro.db"));
        migrator.migrate();
        execute("insert into dead_letters (skill_name, context) values ('send_sms', '{\"name\": \"Ada Lovelace\"}')");
        assertThat(bytes()).contains("Lovelace");

        migrator.rollback(5);

        assertThat(bytes()).doesNotContain("Lovelace");
    }

    @Test
    void findsWhatAnotherProgramHasLeftAndWritesTheFilesAnew() throws Exception {
        try (AroDatabase db = AroDatabase.sqlite(folder.resolve("aro.db"))) {
            Customer ada =
                    db.customers().create(NewCustomer.withPhone("+15551234567").withName("Ada Lovelace"));
            Customer bob = db.customers().create(NewCustomer.withPhone("+15557654321"));
            String notes = "Ünverträglich: " + "penicillin in any dose; ".repeat(900);
            db.appointments().create(Given.visit(ada.id()).withNotes(notes));
            db.appointments().create(Given.visit(bob.id()).withNotes(notes));
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
                    db.customers().create(NewCustomer.withPhone("+15551234567").withName("Ada Lovelace"));
            Customer bob =
                    db.customers().create(NewCustomer.withPhone("+15557654321").withName("Bob Hopper"));
            Customer namesake =
                    db.customers().create(NewCustomer.withPhone("+15550001111").withName("Bob Hopper"));
            db.appointments().create(Given.visit(ada.id()).withLocation("Room with a view"));
            db.appointments().create(Given.visit(bob.id()).withLocation("Room with a view"));

            assertThat(db.privacy().erase(ada.id(), DESK).left()).isEmpty();
            assertThat(db.privacy().erase(namesake.id(), DESK).left()).contains("customers.name");
        }
    }

    @Test
    void aDatabaseInMemoryHasNoFiles() {
        try (AroDatabase db = AroDatabase.inMemory()) {
            Customer ada =
                    db.customers().create(NewCustomer.withPhone("+15551234567").withName("Ada Lovelace"));

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
