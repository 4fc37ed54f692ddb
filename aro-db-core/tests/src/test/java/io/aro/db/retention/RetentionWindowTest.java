package io.aro.db.retention;

import static io.aro.db.schema.Tables.APPOINTMENTS;
import static io.aro.db.schema.Tables.DEAD_LETTERS;
import static io.aro.db.schema.Tables.EVENTS;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.aro.db.AroDatabase;
import io.aro.db.appointment.Appointment;
import io.aro.db.archive.FileArchive;
import io.aro.db.refusal.InvalidValueException;
import io.aro.db.testkit.Engine;
import io.aro.db.testkit.TestClock;
import io.aro.db.testkit.TestDatabase;
import io.aro.db.testkit.TestDatabases;
import io.aro.db.testkit.builder.Builders;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.Period;
import java.time.ZoneOffset;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.lifecycle.AfterContainer;
import org.jooq.Field;
import org.jooq.Table;

/** Random policies, times and row ages: rows within a window stay, rows outside are removed. */
class RetentionWindowTest {

    private static final TestDatabases DATABASES = TestDatabases.create();

    @AfterContainer
    static void closeTheDatabases() {
        DATABASES.close();
    }

    @Property(tries = 40)
    void touchesNothingInsideItsWindow(
            @ForAll("policies") RetentionPolicy policy,
            @ForAll("times") Instant now,
            @ForAll("ages") List<Duration> ages)
            throws IOException {
        try (TestDatabase database = DATABASES.migrated(Engine.SQLITE)) {
            assertTouchesNothing(database, policy, now, ages);
        }
    }

    static void assertTouchesNothing(TestDatabase database, RetentionPolicy policy, Instant now, List<Duration> ages)
            throws IOException {
        Path folder = Files.createTempDirectory("archive");
        try (AroDatabase db = database.open(database.clock())) {
            TestClock clock = database.clock();
            for (Duration age : ages) {
                clock.set(now.minus(age));
                Builders.anEvent().insert(db);
                Builders.aDeadLetter().archived().insert(db);
                Builders.aDeadLetter().insert(db);
                Builders.anAppointment().completed().insert(db);
            }
            clock.set(now);
            long letters = count(db, DEAD_LETTERS);

            RetentionReport report = db.retention(FileArchive.in(folder)).run(policy);

            assertThat(times(db, EVENTS, EVENTS.TIMESTAMP)).allMatch(time -> !time.isBefore(ago(now, policy.events())));
            assertThat(count(db, APPOINTMENTS) + report.count(StepKind.APPOINTMENTS))
                    .isEqualTo(ages.size());
            assertThat(db.appointments().findAll(APPOINTMENTS.ARCHIVED_AT.isNotNull()))
                    .extracting(Appointment::completedAt)
                    .allMatch(time -> time.isBefore(ago(now, policy.completedVisible()))
                            && !time.isBefore(ago(now, policy.completed())));
            assertThat(db.appointments().findAll(APPOINTMENTS.ARCHIVED_AT.isNull()))
                    .extracting(Appointment::completedAt)
                    .allMatch(time -> !time.isBefore(ago(now, policy.completedVisible())));
            assertThat(report.count(StepKind.DEAD_LETTERS))
                    .isEqualTo(ages.stream()
                            .filter(age -> now.minus(age).isBefore(ago(now, policy.deadLetters())))
                            .count());
            assertThat(count(db, DEAD_LETTERS)).isEqualTo(letters - report.count(StepKind.DEAD_LETTERS));
            assertOutside(folder, policy, now);
        } finally {
            delete(folder);
        }
    }

    private static void delete(Path folder) throws IOException {
        try (Stream<Path> files = Files.walk(folder)) {
            for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
                Files.delete(file);
            }
        }
    }

    private static void assertOutside(Path folder, RetentionPolicy policy, Instant now) {
        assertThat(FileArchive.in(folder).segments()).allSatisfy(segment -> {
            Period window = switch (segment.source()) {
                case "events" -> policy.events();
                case "appointments" -> policy.completed();
                default -> policy.deadLetters();
            };
            assertThat(segment.newest()).isBefore(ago(now, window));
        });
    }

    @Example
    void refusesAWindowThatLooksForward() {
        assertThatExceptionOfType(InvalidValueException.class)
                .isThrownBy(() -> RetentionPolicy.defaults().withEvents(Period.ofDays(-1)))
                .withMessageContaining("events must be a period from zero");
        assertThatExceptionOfType(InvalidValueException.class)
                .isThrownBy(() -> RetentionPolicy.defaults().withDeadLetters(Period.of(1, -1, 0)));
        assertThatExceptionOfType(InvalidValueException.class)
                .isThrownBy(() -> RetentionPolicy.defaults().withCompleted(Period.ofYears(3), Period.ofYears(2)));
        assertThatExceptionOfType(InvalidValueException.class)
                .isThrownBy(() -> RetentionPolicy.defaults().withMonthsAhead(0));
    }

    @Provide
    Arbitrary<RetentionPolicy> policies() {
        Arbitrary<Period> windows = Combinators.combine(
                        Arbitraries.integers().between(0, 4),
                        Arbitraries.integers().between(0, 14),
                        Arbitraries.integers().between(0, 40))
                .as(Period::of);
        return Combinators.combine(windows, windows, windows, windows)
                .as((events, visible, more, letters) -> RetentionPolicy.defaults()
                        .withEvents(events)
                        .withCompleted(visible, visible.plus(more))
                        .withDeadLetters(letters));
    }

    @Provide
    Arbitrary<Instant> times() {
        return Arbitraries.longs()
                .between(
                        Instant.parse("2024-01-01T00:00:00Z").getEpochSecond(),
                        Instant.parse("2060-01-01T00:00:00Z").getEpochSecond())
                .map(Instant::ofEpochSecond);
    }

    @Provide
    Arbitrary<List<Duration>> ages() {
        return Arbitraries.longs()
                .between(1, Duration.ofDays(365 * 8).toSeconds())
                .map(Duration::ofSeconds)
                .list()
                .ofMinSize(1)
                .ofMaxSize(6);
    }

    private static Instant ago(Instant now, Period window) {
        return now.atOffset(ZoneOffset.UTC).minus(window).toInstant();
    }

    private static long count(AroDatabase db, Table<?> table) {
        return db.session().<Integer>read(dsl -> dsl.fetchCount(table));
    }

    private static List<Instant> times(AroDatabase db, Table<?> table, Field<Instant> time) {
        return db.session().read(dsl -> dsl.select(time).from(table).fetch(time));
    }
}
