package io.aro.db.backup;

import static io.aro.db.schema.Tables.APPOINTMENT_TRANSITIONS;
import static io.aro.db.schema.Tables.CUSTOMERS;
import static io.aro.db.schema.Tables.EVENTS;
import static io.aro.db.testkit.builder.Builders.aCustomer;
import static io.aro.db.testkit.builder.Builders.anAppointment;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.aro.db.AroDatabase;
import io.aro.db.customer.CustomerRepository;
import io.aro.db.error.AroDatabaseException;
import io.aro.db.internal.file.ProcessLock;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.Stream;
import org.jooq.Table;
import org.jooq.impl.DSL;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Backups of SQLite databases: consistent beside writers, and never over existing files. */
@Timeout(120)
class BackupTest {

    @TempDir
    private Path folder = Path.of("");

    @Test
    void isOneMomentOfADatabaseThatIsWrittenMeanwhile() throws Exception {
        try (AroDatabase db = AroDatabase.sqlite(folder.resolve("aro.db"));
                ExecutorService threads = Executors.newFixedThreadPool(2)) {
            AtomicBoolean done = new AtomicBoolean();
            CountDownLatch begun = new CountDownLatch(20);
            List<Future<Integer>> writers = Stream.generate(() -> threads.submit(() -> write(db, begun, done)))
                    .limit(2)
                    .toList();
            begun.await();

            try {
                for (int i = 0; i < 3; i++) {
                    Path copy = folder.resolve("copy-" + i + ".db");
                    db.backUp(copy);
                    assertWhole(copy);
                }
            } finally {
                done.set(true);
            }
            for (Future<Integer> writer : writers) {
                assertThat(writer.get()).isPositive();
            }
        }
        assertNothingIsLeftOver();
    }

    /** Writes pairs of customers, and appointments with a transition and an event each. */
    private static int write(AroDatabase db, CountDownLatch begun, AtomicBoolean done) {
        int rounds = 0;
        while (!done.get()) {
            db.useTransaction(tx -> {
                aCustomer().insert(tx);
                anAppointment().insert(tx);
            });
            begun.countDown();
            rounds++;
        }
        return rounds;
    }

    private static void assertWhole(Path copy) {
        try (AroDatabase db = AroDatabase.sqlite(copy)) {
            int customers = count(db, CUSTOMERS);
            assertThat(customers).isPositive().isEven();
            assertThat(count(db, APPOINTMENT_TRANSITIONS)).isEqualTo(customers / 2);
            assertThat(db.session().<Integer>read(dsl -> dsl.fetchCount(EVENTS, EVENTS.TYPE.eq("appointment.created"))))
                    .isEqualTo(customers / 2);
        }
    }

    private static int count(AroDatabase db, Table<?> table) {
        return db.session().<Integer>read(dsl -> dsl.fetchCount(table));
    }

    private void assertNothingIsLeftOver() throws IOException {
        try (Stream<Path> files = Files.list(folder)) {
            assertThat(files).noneMatch(file -> file.toString().endsWith(".part"));
        }
    }

    @Test
    void copiesADatabaseInMemory() {
        try (AroDatabase db = AroDatabase.inMemory()) {
            aCustomer().insertMany(3, db);

            BackupReport report = db.backUp(folder.resolve("copy.db"));

            assertThat(report.bytes()).isPositive();
            try (AroDatabase copy = AroDatabase.sqlite(report.file())) {
                CustomerRepository customers = copy.customers();
                assertThat(customers.findAll(DSL.noCondition()))
                        .containsExactlyInAnyOrderElementsOf(db.customers().findAll(DSL.noCondition()));
            }
        }
    }

    @Test
    void leavesNothingWhereItCannotWrite() throws IOException {
        try (AroDatabase db = AroDatabase.inMemory()) {
            assertThatExceptionOfType(AroDatabaseException.class)
                    .isThrownBy(() -> db.backUp(folder.resolve("missing/copy.db")));
        }
        assertNothingIsLeftOver();
        assertThat(folder.resolve("missing")).doesNotExist();
    }

    @ParameterizedTest
    @ValueSource(strings = {"what?.db", "a#b.db", "100%41.db", "two words.db", "o'clock \"x\".db", "نسخة.db"})
    void mayHaveAnyName(String name) throws IOException {
        try (AroDatabase db = AroDatabase.inMemory()) {
            aCustomer().insertMany(2, db);

            BackupReport report = db.backUp(folder.resolve(name));

            assertThat(report.file()).isEqualTo(folder.resolve(name)).isRegularFile();
        }
        try (Stream<Path> files = Files.list(folder)) {
            assertThat(files).containsExactly(folder.resolve(name));
        }
        Path plain = Files.move(folder.resolve(name), folder.resolve("plain.db"));
        try (AroDatabase copy = AroDatabase.sqlite(plain)) {
            assertThat(count(copy, CUSTOMERS)).isEqualTo(2);
        }
    }

    @Test
    void isNotWrittenOverWhatIsThere() throws IOException {
        Path file = Files.writeString(folder.resolve("copy.db"), "of somebody else");
        Path link = Files.createSymbolicLink(folder.resolve("link.db"), folder.resolve("nowhere"));
        try (AroDatabase db = AroDatabase.inMemory()) {
            for (Path taken : List.of(file, link)) {
                assertThatExceptionOfType(BackupException.class)
                        .isThrownBy(() -> db.backUp(taken))
                        .withMessageContaining("already exists");
            }
        }

        assertThat(file).hasContent("of somebody else");
        assertThat(folder.resolve("nowhere")).doesNotExist();
        assertNothingIsLeftOver();
    }

    @Test
    void isRefusedWhileAnotherOfTheSameNameIsWritten() throws IOException {
        Path file = folder.resolve("copy.db");
        try (AroDatabase db = AroDatabase.inMemory()) {
            try (ProcessLock other =
                    ProcessLock.tryLock(folder.resolve("copy.db.aro-db.lock")).orElseThrow()) {
                assertThatExceptionOfType(BackupException.class)
                        .isThrownBy(() -> db.backUp(file))
                        .withMessageContaining("Another backup");
                other.requireHeld();
            }

            assertThat(db.backUp(file).file()).isRegularFile();
        }
    }

    @Test
    void leavesTheFilesOfOthersAloneWhateverTheirNames() throws IOException {
        Path lock = Files.writeString(folder.resolve("copy.db.lock"), "of somebody else");
        Path part = Files.writeString(folder.resolve("copy.db.part"), "of somebody else");
        Path asOurs = Files.writeString(folder.resolve("other.db.aro-db.lock"), "of somebody else");
        try (AroDatabase db = AroDatabase.inMemory()) {
            db.backUp(folder.resolve("copy.db"));
            assertThatExceptionOfType(BackupException.class)
                    .isThrownBy(() -> db.backUp(folder.resolve("other.db")))
                    .withStackTraceContaining("is not a lock file of aro-db; move it to another place");
        }

        assertThat(List.of(lock, part, asOurs))
                .allSatisfy(file -> assertThat(file).hasContent("of somebody else"));
        assertThat(folder.resolve("other.db")).doesNotExist();
    }

    @Test
    void isRefusedInAFolderThatOthersMayWrite() throws IOException {
        Path open = Files.createDirectory(folder.resolve("open"));
        Files.setPosixFilePermissions(open, PosixFilePermissions.fromString("rwxrwxr-x"));
        try (AroDatabase db = AroDatabase.inMemory()) {
            assertThatExceptionOfType(BackupException.class)
                    .isThrownBy(() -> db.backUp(open.resolve("copy.db")))
                    .withMessageContaining("is writable by users other than its owner; run chmod go-w");
        }

        assertThat(open).isEmptyDirectory();
    }
}
