package io.aro.db.hold;

import static org.assertj.core.api.Assertions.assertThat;

import io.aro.db.AroDatabase;
import io.aro.db.archive.FileArchive;
import io.aro.db.testkit.BothEngines;
import io.aro.db.testkit.Engine;
import io.aro.db.testkit.TestClock;
import io.aro.db.testkit.TestDatabase;
import java.nio.file.Path;
import java.time.Instant;
import java.time.YearMonth;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.UUID;
import java.util.function.BiConsumer;
import java.util.function.Function;
import java.util.stream.Stream;
import org.jooq.Record;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/**
 * Every public method of every service, found by reflection and checked for rows deleted from two customers.
 *
 * <p>The rows are old enough for each step of retention. No method may delete a row under a hold, however late the hold
 * was placed.
 */
@BothEngines({Engine.SQLITE, Engine.POSTGRES_18})
@Timeout(600)
class HoldWalkTest {

    private static final Instant LONG_AGO = Instant.parse("2015-01-15T12:00:00Z");
    private static final Instant TODAY = Instant.parse("2026-11-15T12:00:00Z");

    private static final List<String> TAKING = List.of(
            "AppointmentRepository.archiveCompleted",
            "AppointmentRepository.delete",
            "CustomerRepository.delete",
            "DeadLetterRepository.delete",
            "PrivacyService.erase",
            "ReminderLogRepository.delete",
            "RetentionService.run",
            "WorkflowInstanceRepository.delete");

    private final TestDatabase database;
    private final AroDatabase db;
    private final TestClock clock;
    private int files;

    @TempDir
    private Path folder = Path.of("");

    HoldWalkTest(TestDatabase database, AroDatabase db, TestClock clock) {
        this.database = database;
        this.db = db;
        this.clock = clock;
    }

    @Test
    void nothingOfAHeldCustomerGoesThroughAnyDoor() {
        TreeSet<String> taking = new TreeSet<>();
        Function<CustomerFile, Map<String, Record>> asItIs = file -> file.rows(db.session());
        Function<CustomerFile, Map<String, Record>> underAHold = file -> file.hold(db);

        walk(asItIs, (door, gone) -> {
            if (!gone.isEmpty()) {
                taking.add(door.toString());
            }
        });
        walk(underAHold, (door, gone) -> assertThat(gone).as("%s", door).isEmpty());

        assertThat(taking).containsExactlyElementsOf(TAKING);
    }

    /** Calls every method with its own file. A file left unchanged serves the next method, too. */
    private void walk(Function<CustomerFile, Map<String, Record>> beginning, BiConsumer<Door, List<String>> judge) {
        CustomerFile file = newFile();
        Map<String, Record> before = beginning.apply(file);
        for (Door door : Door.all()) {
            door.open(db, arguments(file, before));
            Map<String, Record> after = file.rowsSince(before, db.session());
            judge.accept(door, CustomerFile.gone(before, after));
            if (!after.equals(before)) {
                file = newFile();
                before = beginning.apply(file);
            }
        }
    }

    @Test
    void nothingGoesUnderAHoldThatIsPlacedWhileTheDoorIsOpen() throws Exception {
        Map<String, Integer> stops = new TreeMap<>();
        try (HoldMeanwhile<Map<String, Record>> meanwhile = new HoldMeanwhile<>(database);
                AroDatabase stopped = database.open(meanwhile)) {
            for (Door door : Door.all()) {
                if (TAKING.contains(door.toString())) {
                    stops.put(door.toString(), walk(door, stopped, meanwhile));
                }
            }
        }

        assertThat(stops.keySet()).containsExactlyElementsOf(TAKING);
        assertThat(stops.values()).allMatch(count -> count > 0);
    }

    private int walk(Door door, AroDatabase stopped, HoldMeanwhile<Map<String, Record>> meanwhile) throws Exception {
        int stops = 0;
        for (int choice : takingChoices(door)) {
            boolean isReached = true;
            for (int statement = 1; isReached; statement++) {
                CustomerFile file = newFile();
                Arguments arguments = arguments(file);
                meanwhile.beforeStatement(statement, () -> file.hold(db));
                door.open(stopped, arguments, choice);
                Map<String, Record> held = meanwhile.await();
                isReached = held != null;
                if (held != null) {
                    assertThat(CustomerFile.gone(held, file.rowsSince(held, db.session())))
                            .as("%s, before statement %s", door, statement)
                            .isEmpty();
                    stops++;
                }
            }
        }
        return stops;
    }

    private List<Integer> takingChoices(Door door) {
        int all = door.choices(arguments(newFile()));
        return Stream.iterate(0, choice -> choice < all, choice -> choice + 1)
                .filter(choice -> {
                    CustomerFile file = newFile();
                    Map<String, Record> before = file.rows(db.session());
                    door.open(db, arguments(file), choice);
                    return !CustomerFile.gone(before, file.rowsSince(before, db.session()))
                            .isEmpty();
                })
                .toList();
    }

    private Arguments arguments(CustomerFile file) {
        return arguments(file, file.rows(db.session()));
    }

    /** Returns the arguments for a file: the ids of one row of each table, in the same order for each file. */
    private Arguments arguments(CustomerFile file, Map<String, Record> rows) {
        Map<String, UUID> ids = new LinkedHashMap<>();
        rows.forEach((key, row) -> {
            if (row.field("id") != null) {
                ids.putIfAbsent(key.substring(0, key.indexOf(' ')), row.get("id", UUID.class));
            }
        });
        ids.put("bare", file.bare().id());
        return Arguments.about(file, ids.values(), folder.resolve("archive" + file.number()));
    }

    /** Creates a file in the far past; on PostgreSQL its events are in the partition of their month. */
    private CustomerFile newFile() {
        files++;
        clock.set(LONG_AGO);
        CustomerFile file = CustomerFile.create(db, clock, files);
        db.retention(FileArchive.in(folder.resolve("none"))).makePartitions(YearMonth.of(2015, 2));
        clock.set(TODAY);
        return file;
    }
}
