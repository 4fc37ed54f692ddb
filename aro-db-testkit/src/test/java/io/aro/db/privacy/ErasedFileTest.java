package io.aro.db.privacy;

import static io.aro.db.schema.Tables.CUSTOMERS;
import static org.assertj.core.api.Assertions.assertThat;

import io.aro.db.AroDatabase;
import io.aro.db.connection.SqliteConfig;
import io.aro.db.customer.Customer;
import io.aro.db.event.Actor;
import io.aro.db.repository.Changes;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Period;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Reads the bytes of the files of a SQLite database, its log included, while it is open. */
class ErasedFileTest {

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
                    db.privacy().keepingConsentsFor(Period.ZERO).erase(person.id(), Actor.admin("privacy-desk"));

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
                return db.privacy().keepingConsentsFor(Period.ZERO).erase(person.id(), Actor.admin("privacy-desk"));
            });

            assertThat(report.scrubbed()).isFalse();
            assertThat(db.privacy()
                            .erase(person.id(), Actor.admin("privacy-desk"))
                            .scrubbed())
                    .isTrue();
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
