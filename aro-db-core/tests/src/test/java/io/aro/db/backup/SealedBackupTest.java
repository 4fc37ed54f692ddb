package io.aro.db.backup;

import static io.aro.db.testkit.builder.Builders.aCustomer;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.aro.db.AroDatabase;
import io.aro.db.crypto.Keysets;
import io.aro.db.crypto.StreamCipher;
import io.aro.db.crypto.TinkStreamCipher;
import io.aro.db.customer.Customer;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;
import org.jooq.impl.DSL;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Sealed backups: without plaintext on disk, and refused after any change. */
@Timeout(120)
class SealedBackupTest {

    @TempDir
    private Path folder = Path.of("");

    private Path sealed = Path.of("");

    private Path opened = Path.of("");

    @BeforeEach
    void namesTheFiles() throws IOException {
        Keysets.createForFiles(folder.resolve("keyset.json"));
        sealed = Files.createDirectory(folder.resolve("backups")).resolve("copy.sealed");
        opened = Files.createDirectory(folder.resolve("opened")).resolve("aro.db");
    }

    private StreamCipher cipher() {
        return TinkStreamCipher.ofFile(folder.resolve("keyset.json"));
    }

    private List<Customer> backUp() {
        try (AroDatabase db = AroDatabase.sqlite(folder.resolve("aro.db"))) {
            aCustomer().insertMany(3, db);
            db.backUp(sealed, cipher());
            return customers(db);
        }
    }

    private static List<Customer> customers(AroDatabase db) {
        return db.customers().findAll(DSL.noCondition());
    }

    private static List<String> names(Path folder) throws IOException {
        try (Stream<Path> files = Files.list(folder)) {
            return files.map(file -> file.getFileName().toString()).sorted().toList();
        }
    }

    @Test
    void isTheDatabaseOnceItIsOpened() throws IOException {
        List<Customer> customers = backUp();

        BackupReport report = SealedBackup.of(sealed, cipher()).openTo(opened);

        assertThat(report.bytes()).isEqualTo(Files.size(opened));
        try (AroDatabase copy = AroDatabase.sqlite(opened)) {
            assertThat(customers(copy)).containsExactlyInAnyOrderElementsOf(customers);
        }
    }

    @Test
    void holdsNothingInClearAndLeavesNoPlainCopy() throws IOException {
        List<Customer> customers = backUp();

        String bytes = Files.readString(sealed, StandardCharsets.ISO_8859_1);
        assertThat(bytes)
                .doesNotContain("SQLite format", customers.getFirst().id().toString());
        assertThat(names(sealed.resolveSibling(""))).containsExactly("copy.sealed");
        assertThat(names(folder)).noneMatch(name -> name.contains("aro-db."));
    }

    @Test
    void maySealADatabaseInMemory() {
        try (AroDatabase db = AroDatabase.inMemory()) {
            aCustomer().insertMany(2, db);
            db.backUp(sealed, cipher());
        }

        SealedBackup.of(sealed, cipher()).openTo(opened);

        try (AroDatabase copy = AroDatabase.sqlite(opened)) {
            assertThat(customers(copy)).hasSize(2);
        }
    }

    @Test
    void isRefusedOnceItWasCutChangedRenamedOrIfAnotherKeysetSealedIt() throws IOException {
        backUp();
        byte[] genuine = Files.readAllBytes(sealed);
        Keysets.createForFiles(folder.resolve("other.json"));
        Path renamed = Files.copy(sealed, sealed.resolveSibling("other.sealed"));

        assertRefused(renamed, cipher(), "was truncated, changed or renamed, or sealed with another keyset");
        assertRefused(sealed, TinkStreamCipher.ofFile(folder.resolve("other.json")), "sealed with another keyset");
        Files.write(sealed, Arrays.copyOf(genuine, genuine.length - 1));
        assertRefused(sealed, cipher(), "was truncated");
        byte[] changed = genuine.clone();
        changed[genuine.length / 2] ^= 1;
        Files.write(sealed, changed);
        assertRefused(sealed, cipher(), "changed");
    }

    @Test
    void isRefusedIfItIsMissingPlainOrALink() throws IOException {
        backUp();
        Path link = Files.createSymbolicLink(folder.resolve("copy.sealed"), sealed);

        assertRefused(link, cipher(), "is a symbolic link");
        assertRefused(folder.resolve("missing"), cipher(), "cannot be read");
        assertRefused(folder.resolve("aro.db"), cipher(), "is not sealed");
    }

    private void assertRefused(Path file, StreamCipher cipher, String reason) throws IOException {
        assertThatExceptionOfType(BackupException.class)
                .isThrownBy(() -> SealedBackup.of(file, cipher).openTo(opened))
                .withMessageContaining(reason);
        assertThat(names(opened.resolveSibling(""))).isEmpty();
    }

    @Test
    void isNotOpenedOverAnotherDatabaseNorBesideItsLog() throws IOException {
        backUp();
        Path log = Files.writeString(opened.resolveSibling("aro.db-wal"), "of another database");

        assertThatExceptionOfType(BackupException.class)
                .isThrownBy(() -> SealedBackup.of(sealed, cipher()).openTo(opened))
                .withMessageContaining(String.format(Locale.ROOT, "The log %s of an earlier database exists", log));
        assertThatExceptionOfType(BackupException.class)
                .isThrownBy(() -> SealedBackup.of(sealed, cipher()).openTo(folder.resolve("keyset.json")))
                .withMessageContaining("already exists");

        assertThat(opened).doesNotExist();
        assertThat(log).hasContent("of another database");
    }
}
