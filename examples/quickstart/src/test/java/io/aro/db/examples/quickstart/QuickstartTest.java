package io.aro.db.examples.quickstart;

import static io.aro.db.lifecycle.AppointmentStatus.CANCELLED;
import static io.aro.db.lifecycle.AppointmentStatus.RESCHEDULED;
import static io.aro.db.schema.Tables.APPOINTMENTS;
import static org.assertj.core.api.Assertions.assertThat;
import static org.jooq.impl.DSL.noCondition;

import io.aro.db.AroDatabase;
import io.aro.db.connection.SqliteConfig;
import io.aro.db.phone.PhoneParser;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class QuickstartTest {

    private static final Path WEBHOOKS = Path.of("webhooks");
    private static final Instant NOW = Instant.parse("2026-11-20T09:00:00Z");

    private final AroDatabase db = AroDatabase.open(SqliteConfig.inMemory().withClock(() -> NOW));

    @AfterEach
    void close() {
        db.close();
    }

    @Test
    void leavesWhatTheReadmeOfTheWebhooksSays() throws IOException {
        List<String> printed = run(db, Quickstart.deliveries(WEBHOOKS));

        assertThat(db.customers().count(noCondition())).isEqualTo(15);
        assertThat(db.appointments().count(noCondition())).isEqualTo(27);
        assertThat(db.appointments().count(APPOINTMENTS.STATUS.eq(CANCELLED))).isEqualTo(6);
        assertThat(db.appointments().count(APPOINTMENTS.STATUS.eq(RESCHEDULED))).isEqualTo(2);
        assertThat(db.appointments().findUpcoming()).hasSize(19);
        assertThat(db.appointments().findUpcoming().getFirst().date()).isEqualTo("2027-02-02T22:00:00Z");
        assertThat(printed)
                .endsWith(
                        "The database holds 15 customers and 27 appointments: 19 upcoming, 6 cancelled, 2 rescheduled.",
                        "50 deliveries: 26 booked, 6 cancelled, 1 ignored, 2 malformed, 12 replayed, 2 rescheduled,"
                                + " 1 unchanged.");
    }

    @Test
    void replaysEverythingTheSecondTimeAndChangesNothing() throws IOException {
        List<Path> deliveries = Quickstart.deliveries(WEBHOOKS);
        List<String> first = run(db, deliveries);
        Map<String, List<String>> before = rowsOfEveryTable();

        List<String> second = run(db, deliveries);

        assertThat(before).containsKeys("customers", "appointments", "events", "idempotency_keys");
        assertThat(rowsOfEveryTable()).isEqualTo(before);
        assertThat(tablesIn(second)).isEqualTo(tablesIn(first));
        assertThat(second).last().isEqualTo("50 deliveries: 1 ignored, 2 malformed, 47 replayed.");
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5})
    void leavesTheSameInAnyOrder(long seed) throws IOException {
        List<Path> ordered = Quickstart.deliveries(WEBHOOKS);
        List<Path> shuffled = new ArrayList<>(ordered);
        Collections.shuffle(shuffled, new Random(seed));

        run(db, shuffled);

        try (AroDatabase other = AroDatabase.open(SqliteConfig.inMemory().withClock(() -> NOW))) {
            run(other, ordered);
            assertThat(facts(db)).containsExactlyInAnyOrderElementsOf(facts(other));
        }
    }

    @Test
    void printsTheEndsOfPhoneNumbersOnly() throws IOException {
        List<String> printed = run(db, Quickstart.deliveries(WEBHOOKS));

        assertThat(tablesIn(printed))
                .anyMatch(line -> line.contains("********0101"))
                .noneMatch(line -> line.contains("555"));
    }

    @Test
    void takesAFolderAndADatabaseFileAsArguments(@TempDir Path folder) throws IOException {
        Path file = folder.resolve("new/quickstart.db");

        Quickstart.start(nowhere(), WEBHOOKS.toString(), file.toString());

        try (AroDatabase opened = AroDatabase.sqlite(file)) {
            assertThat(opened.customers().count(noCondition())).isEqualTo(15);
        }
    }

    private static List<String> run(AroDatabase db, List<Path> deliveries) throws IOException {
        ByteArrayOutputStream printed = new ByteArrayOutputStream();
        new Quickstart(db, PhoneParser.ofRegion("US"), new PrintStream(printed, true, StandardCharsets.UTF_8))
                .run(deliveries);
        return printed.toString(StandardCharsets.UTF_8).lines().toList();
    }

    private static PrintStream nowhere() {
        return new PrintStream(OutputStream.nullOutputStream(), false, StandardCharsets.UTF_8);
    }

    /** Returns the printed lines between the fifty deliveries and the summary in the last line. */
    private static List<String> tablesIn(List<String> printed) {
        return printed.subList(50, printed.size() - 1);
    }

    private Map<String, List<String>> rowsOfEveryTable() {
        return db.session()
                .read(dsl -> dsl.fetchValues("SELECT name FROM sqlite_master WHERE type = 'table'").stream()
                        .map(String::valueOf)
                        .collect(Collectors.toMap(
                                Function.identity(),
                                table -> dsl.fetch("SELECT * FROM " + table)
                                        .map(row -> row.intoMap().toString()))));
    }

    /** Returns customers and appointments without ids and times of writing. */
    private static List<String> facts(AroDatabase db) {
        return db.session().read(dsl -> dsl.fetch("""
                                SELECT phone, email, name, no_show_count, reschedule_count, cancel_count,
                                    external_source, external_id, date, duration, service_type, service_cost, provider,
                                    location, status, previous_status, version
                                FROM customers JOIN appointments ON customer_id = customers.id
                                """).map(row -> row.intoMap().toString()));
    }
}
