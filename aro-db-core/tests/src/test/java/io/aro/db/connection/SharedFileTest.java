package io.aro.db.connection;

import static org.assertj.core.api.Assertions.assertThat;
import static org.jooq.impl.DSL.noCondition;

import io.aro.db.AroDatabase;
import io.aro.db.customer.Customer;
import io.aro.db.customer.NewCustomer;
import io.aro.db.event.Actor;
import io.aro.db.testkit.process.ChildProcess;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

/** A SQLite file opened several times in one process, beside a second process. */
class SharedFileTest {

    private static final Actor DESK = Actor.admin("privacy-desk");

    @TempDir
    private Path folder = Path.of("");

    @Test
    void theEndOfOneDatabaseLeavesTheLocksOfAnotherOnTheSameFile() {
        Path file = folder.resolve("aro.db");
        try (AroDatabase stays = AroDatabase.sqlite(file)) {
            // A connection takes its lock with its first statement.
            stays.customers().create(NewCustomer.withPhone("+15550001111"));
            assertThat(stays.customers().count(noCondition())).isEqualTo(1);
            try (AroDatabase ends = AroDatabase.sqlite(file)) {
                Customer ada = ends.customers()
                        .create(NewCustomer.withPhone("+15551234567").withName("Ada Lovelace"));
                assertThat(ends.privacy().erase(ada.id(), DESK).scrubbed()).isTrue();
            }

            assertThat(seenByAnotherProcess(file)).isEqualTo("locked");
        }
    }

    private static String seenByAnotherProcess(Path file) {
        try (ChildProcess process =
                ChildProcess.of(LockingProcess.class, file.toString()).start()) {
            return process.rest().strip();
        }
    }

    @Test
    @EnabledOnOs(OS.LINUX)
    void aFileThatIsGoneIsClosedByTheNextErasure() throws IOException {
        Path gone = folder.resolve("gone.db");
        eraseIn(gone);
        eraseIn(gone);
        assertThat(descriptorsOf("gone.db")).isEqualTo(1);
        Files.delete(gone);

        eraseIn(folder.resolve("next.db"));

        assertThat(descriptorsOf("gone.db")).isZero();
    }

    private static void eraseIn(Path file) {
        try (AroDatabase db = AroDatabase.sqlite(file)) {
            Customer ada =
                    db.customers().create(NewCustomer.withPhone("+15551234567").withName("Ada Lovelace"));
            db.privacy().erase(ada.id(), DESK);
        }
    }

    private long descriptorsOf(String name) throws IOException {
        String wanted = folder.toRealPath().resolve(name).toString();
        try (Stream<Path> all = Files.list(Path.of("/proc/self/fd"))) {
            return all.filter(descriptor -> targetOf(descriptor).startsWith(wanted))
                    .count();
        }
    }

    private static String targetOf(Path descriptor) {
        try {
            return Files.readSymbolicLink(descriptor).toString();
        } catch (IOException e) {
            return ""; // The database was closed meanwhile.
        }
    }
}
