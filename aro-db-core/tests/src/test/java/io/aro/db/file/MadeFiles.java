package io.aro.db.file;

import static io.aro.db.testkit.builder.Builders.anEvent;

import io.aro.db.AroDatabase;
import io.aro.db.archive.ArchivedRow;
import io.aro.db.archive.FileArchive;
import io.aro.db.archive.SegmentWriter;
import io.aro.db.backup.SealedBackup;
import io.aro.db.connection.SqliteConfig;
import io.aro.db.crypto.Keysets;
import io.aro.db.crypto.StreamCipher;
import io.aro.db.crypto.TinkStreamCipher;
import io.aro.db.internal.file.ProcessLock;
import io.aro.db.internal.file.SharedFile;
import io.aro.db.retention.RetentionPolicy;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Instant;
import java.time.InstantSource;
import java.util.UUID;
import java.util.stream.Stream;
import tools.jackson.databind.node.JsonNodeFactory;

/** A process creating each kind of file, with the rights of all files printed at each step. */
final class MadeFiles {

    private static final InstantSource NOW = InstantSource.fixed(Instant.parse("2026-11-15T12:00:00Z"));
    private static final Instant LONG_AGO = Instant.parse("2023-06-01T00:00:00Z");

    private final Path folder;

    private MadeFiles(Path folder) {
        this.folder = folder;
    }

    public static void main(String[] arguments) throws IOException {
        MadeFiles files = new MadeFiles(Path.of(arguments[0]));
        files.keysets();
        files.locks();
        files.segments();
        files.database();
    }

    private void keysets() throws IOException {
        Path keyset = folder.resolve("keyset.json");
        Keysets.create(keyset);
        Keysets.createForFiles(folder.resolve("files.json"));
        print();
        Keysets.rotate(keyset);
        print();
    }

    private void locks() throws IOException {
        SharedFile.create(folder.resolve("shared"), file -> {
            print();
            return new byte[1];
        });
        try (ProcessLock lock = ProcessLock.tryLock(folder.resolve("own.lock")).orElseThrow()) {
            lock.requireHeld();
            print();
        }
    }

    private void segments() throws IOException {
        FileArchive archive = FileArchive.in(folder.resolve("above/archive"));
        try (SegmentWriter writer = archive.begin(new UUID(1, 2), "events")) {
            writer.write(new ArchivedRow("events", JsonNodeFactory.instance.objectNode()), LONG_AGO);
            print();
            writer.prepare();
            print();
            writer.commit();
        }
        print();
    }

    private void database() throws IOException {
        try (AroDatabase db =
                AroDatabase.open(SqliteConfig.file(folder.resolve("aro.db")).withClock(NOW))) {
            anEvent().at(LONG_AGO).insert(db);
            print();
            db.retention(FileArchive.in(folder.resolve("archive"))).run(RetentionPolicy.defaults());
            db.backUp(folder.resolve("copy.db"));
            StreamCipher cipher = TinkStreamCipher.ofFile(folder.resolve("files.json"));
            db.backUp(folder.resolve("copy.sealed"), cipher);
            SealedBackup.of(folder.resolve("copy.sealed"), cipher).openTo(folder.resolve("opened.db"));
            print();
        }
    }

    @SuppressWarnings("SystemOut")
    private void print() throws IOException {
        try (Stream<Path> files = Files.walk(folder)) {
            for (Path file : files.filter(file -> !file.equals(folder)).toList()) {
                System.out.println(PosixFilePermissions.toString(Files.getPosixFilePermissions(file)) + " "
                        + folder.relativize(file));
            }
        }
    }
}
