package io.aro.db.archive;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Stream;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.node.JsonNodeFactory;

/** Archives in folders writable by other users, and files replaced by links. */
class SharedArchiveTest {

    private static final UUID ID = UUID.fromString("01890000-0000-7000-8000-000000000001");
    private static final Instant MARCH = Instant.parse("2024-03-01T00:00:00Z");

    @TempDir
    private Path folder = Path.of("");

    private FileArchive archive() {
        return FileArchive.in(folder);
    }

    private Path file(String ending) {
        return folder.resolve("events").resolve(ID + ending);
    }

    private Segment prepare() {
        try (SegmentWriter writer = archive().begin(ID, "events")) {
            writer.write(new ArchivedRow("events", JsonNodeFactory.instance.objectNode()), MARCH);
            return writer.prepare();
        }
    }

    private List<String> files() throws IOException {
        try (Stream<Path> files = Files.walk(folder)) {
            return files.filter(Files::isRegularFile)
                    .map(file -> file.getFileName().toString())
                    .sorted()
                    .toList();
        }
    }

    @Test
    void refusesTheFolderOfAnotherUser() throws IOException {
        Segment prepared = prepare();
        List<String> before = files();
        Path foreign = foreignFolder();

        assertForeign(() -> FileArchive.in(foreign).begin(ID, "events"));
        if (foreign.equals(folder)) {
            assertForeign(() -> archive().findPrepared());
            assertForeign(() -> archive().commit(prepared));
            assertForeign(() -> archive().discard(prepared));
            assertForeign(() -> archive().setAside(prepared));
            assertForeign(() -> archive().withdraw(prepared));
        }

        assertThat(files()).isEqualTo(before);
    }

    private static void assertForeign(ThrowingCallable call) {
        assertThatExceptionOfType(ArchiveException.class)
                .isThrownBy(call)
                .withMessageContaining("belongs to the user")
                .withMessageEndingWith("name a folder of your own, or run as its owner.");
    }

    /** Returns a folder of a different user. Only root can change an owner; other users get the root directory. */
    private Path foreignFolder() throws IOException {
        if (Files.getOwner(folder).getName().equals("root")) {
            Files.setAttribute(folder, "unix:uid", 12_345);
            return folder;
        }
        return folder.getRoot();
    }

    @Test
    void refusesAFolderThatOthersMayWriteAtEachCall() throws IOException {
        Segment prepared = prepare();
        List<String> before = files();

        for (Path open : List.of(folder, folder.resolve("events"))) {
            Set<PosixFilePermission> ours = Files.getPosixFilePermissions(open);
            Files.setPosixFilePermissions(open, PosixFilePermissions.fromString("rwxrwx---"));
            assertRefused(prepared, "is writable by users other than its owner; run chmod go-w");
            Files.setPosixFilePermissions(open, ours);
        }

        assertThat(files()).isEqualTo(before);
    }

    @Test
    void refusesALinkInThePlaceOfTheFolderOfASource() throws IOException {
        Segment prepared = prepare();
        List<String> before = files();
        Files.move(folder.resolve("events"), folder.resolve("elsewhere"));
        Files.createSymbolicLink(folder.resolve("events"), folder.resolve("elsewhere"));

        assertRefused(prepared, "is a symbolic link");

        assertThat(files()).isEqualTo(before);
    }

    @Test
    void refusesALinkInThePlaceOfAManifest() throws IOException {
        Segment prepared = prepare();
        Path elsewhere = Files.move(file(".json.pending"), folder.resolve("elsewhere"));
        Files.createSymbolicLink(file(".json.pending"), elsewhere);

        assertThatExceptionOfType(ArchiveException.class)
                .isThrownBy(() -> archive().find("events", ID))
                .withMessageContaining("is a symbolic link");
        assertThatExceptionOfType(ArchiveException.class)
                .isThrownBy(() -> archive().commit(prepared))
                .withMessageContaining("is a symbolic link");
    }

    private void assertRefused(Segment prepared, String reason) {
        for (ThrowingCallable call : List.<ThrowingCallable>of(
                () -> archive().begin(new UUID(1, 2), "events"),
                () -> archive().findPrepared(),
                () -> archive().commit(prepared),
                () -> archive().discard(prepared),
                () -> archive().setAside(prepared),
                () -> archive().withdraw(prepared),
                () -> archive().segments(),
                () -> archive().find("events", ID),
                () -> archive().read(prepared, row -> {}))) {
            assertThatExceptionOfType(ArchiveException.class).isThrownBy(call).withMessageContaining(reason);
        }
    }
}
