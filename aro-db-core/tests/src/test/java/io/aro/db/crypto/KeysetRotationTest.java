package io.aro.db.crypto;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.aro.db.error.ConfigurationException;
import io.aro.db.testkit.process.ChildProcess;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Concurrent rotations of a keyset in several threads and processes, and refused files. */
@Timeout(120)
class KeysetRotationTest {

    private static final FieldAddress HERE = new FieldAddress("business_config", new UUID(1, 2), "apiKey", 1);

    @TempDir
    private Path folder = Path.of("");

    private Path keyset = Path.of("");

    @BeforeEach
    void makesAKeyset() {
        keyset = folder.resolve("keyset.json");
        Keysets.create(keyset);
    }

    private int keys() {
        return TinkKeysets.read(keyset).size();
    }

    @Test
    void noKeyIsLostByRotationsOfSeveralThreadsAndProcesses() throws Exception {
        try (ChildProcess other =
                        ChildProcess.of(Rotating.class, keyset.toString(), "24").start();
                ExecutorService threads = Executors.newFixedThreadPool(4)) {
            other.expect("ready");
            other.send("go");
            List<Future<?>> rotations = new ArrayList<>();
            for (int i = 0; i < 40; i++) {
                rotations.add(threads.submit(() -> Keysets.rotate(keyset)));
            }
            for (Future<?> rotation : rotations) {
                rotation.get();
            }
            other.awaitLine("done");
        }

        assertThat(keys()).isEqualTo(1 + 40 + 24);
        assertThat(TinkKeysets.read(keyset).getPrimary().getId())
                .isEqualTo(TinkKeysets.read(keyset).getAt(64).getId());
        assertNothingElseIsThere();
    }

    @Test
    void whatAnyKeySealedIsOpenedAfterRotationsSideBySide() throws Exception {
        List<String> sealed = new ArrayList<>();
        try (ExecutorService threads = Executors.newFixedThreadPool(2)) {
            List<Future<String>> sealing = new ArrayList<>();
            for (int i = 0; i < 10; i++) {
                sealing.add(threads.submit(() -> {
                    Keysets.rotate(keyset);
                    return TinkCipher.ofFile(keyset).seal("sk_live_hush", HERE);
                }));
            }
            for (Future<String> each : sealing) {
                sealed.add(each.get());
            }
        }

        TinkCipher cipher = TinkCipher.ofFile(keyset);
        assertThat(sealed)
                .hasSize(10)
                .allSatisfy(text -> assertThat(cipher.open(text, HERE)).isEqualTo("sk_live_hush"));
    }

    @Test
    void oneOfSeveralMakesTheKeyset() throws Exception {
        Path fresh = folder.resolve("fresh.json");
        try (ExecutorService threads = Executors.newFixedThreadPool(4)) {
            List<Future<Boolean>> makers = IntStream.range(0, 8)
                    .mapToObj(any -> threads.submit(() -> isMade(fresh)))
                    .toList();
            int made = 0;
            for (Future<Boolean> maker : makers) {
                made += maker.get() ? 1 : 0;
            }

            assertThat(made).isEqualTo(1);
        }
        assertThat(TinkKeysets.read(fresh).size()).isEqualTo(1);
    }

    private static boolean isMade(Path file) {
        try {
            Keysets.create(file);
            return true;
        } catch (ConfigurationException e) {
            assertThat(e).hasMessageContaining("already exists");
            return false;
        }
    }

    @Test
    void aLinkIsRefusedAndWhatItLeadsToStaysAsItIs() throws IOException {
        Path link = Files.createSymbolicLink(folder.resolve("current.json"), keyset);

        for (ThrowingCallable door :
                List.<ThrowingCallable>of(() -> Keysets.rotate(link), () -> TinkCipher.ofFile(link))) {
            assertThatExceptionOfType(ConfigurationException.class)
                    .isThrownBy(door)
                    .withMessageContaining("is a symbolic link; name its target");
        }

        assertThat(link).isSymbolicLink();
        assertThat(keys()).isEqualTo(1);
    }

    @Test
    void aFolderThatOthersMayWriteIsRefused() throws IOException {
        String before = Files.readString(keyset);
        Files.setPosixFilePermissions(folder, PosixFilePermissions.fromString("rwxrwxr-x"));

        for (ThrowingCallable door : List.<ThrowingCallable>of(
                () -> Keysets.create(folder.resolve("other.json")),
                () -> Keysets.rotate(keyset),
                () -> TinkCipher.ofFile(keyset))) {
            assertThatExceptionOfType(ConfigurationException.class)
                    .isThrownBy(door)
                    .withMessageContaining("is writable by users other than its owner");
        }

        assertThat(keyset).hasContent(before);
        assertNothingElseIsThere();
    }

    @Test
    void aFolderInThePlaceOfAKeysetIsRefused() throws IOException {
        Path place = Files.createDirectory(folder.resolve("place.json"));

        assertThatExceptionOfType(ConfigurationException.class)
                .isThrownBy(() -> TinkCipher.ofFile(place))
                .withMessageContaining("is not a regular file");
    }

    @Test
    void aRotationThatFailsLeavesTheKeysetAsItWas() throws IOException {
        Files.writeString(keyset, "no keyset");

        assertThatExceptionOfType(ConfigurationException.class)
                .isThrownBy(() -> Keysets.rotate(keyset))
                .withMessageContaining("is not a keyset");
        assertThatExceptionOfType(ConfigurationException.class)
                .isThrownBy(() -> Keysets.rotate(folder.resolve("missing.json")))
                .withMessageContaining("does not exist");

        assertThat(keyset).hasContent("no keyset");
        assertNothingElseIsThere();
    }

    private void assertNothingElseIsThere() throws IOException {
        try (Stream<Path> files = Files.list(folder)) {
            assertThat(files).containsExactly(keyset);
        }
    }

    /** A process with a number of keyset rotations, started by an order. */
    static final class Rotating {

        private Rotating() {}

        @SuppressWarnings("SystemOut")
        public static void main(String[] arguments) throws IOException {
            System.out.println("ready");
            System.in.read();
            for (int i = 0; i < Integer.parseInt(arguments[1]); i++) {
                Keysets.rotate(Path.of(arguments[0]));
            }
            System.out.println("done");
        }
    }
}
