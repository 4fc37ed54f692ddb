package io.aro.db.connection;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.aro.db.AroDatabase;
import io.aro.db.error.AroDatabaseException;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** File rights do not bind root, so a process without root's power opens the files. */
class SqlitePermissionTest {

    @TempDir
    Path directory;

    private Path file;

    @BeforeEach
    void makeDatabase() {
        file = directory.resolve("aro.db");
        AroDatabase.sqlite(file).close();
    }

    @AfterEach
    void allowCleaningUp() throws IOException {
        permit(directory, "rwxr-xr-x");
    }

    @Test
    void fileThatMayBeWrittenOpens() throws Exception {
        assertThat(open(file)).isEqualTo("opened");
    }

    @Test
    void fileThatMayOnlyBeReadIsRefusedThoughItsSchemaIsCurrent() throws Exception {
        permit(file, "r--r--r--");

        assertThat(open(file)).isEqualTo(refusal("write", file));
    }

    @Test
    void fileThatMayNotBeReadIsRefused() throws Exception {
        permit(file, "---------");

        assertThat(open(file)).isEqualTo(refusal("read", file));
    }

    @Test
    void directoryThatMayNotBeWrittenIsRefused() throws Exception {
        Path absent = directory.resolve("absent.db");
        permit(directory, "r-xr-xr-x");

        assertThat(open(absent)).isEqualTo(refusal("create", absent));
        assertThat(absent).doesNotExist();
    }

    private static String refusal(String action, Path path) {
        return String.format(
                Locale.ROOT,
                "UnavailableException: This user may not %s %s; allow it or name another path.",
                action,
                path);
    }

    private static void permit(Path path, String rights) throws IOException {
        Files.setPosixFilePermissions(path, PosixFilePermissions.fromString(rights));
    }

    private static String open(Path path) throws Exception {
        List<String> command = new ArrayList<>();
        if (System.getProperty("user.name").equals("root")) {
            List<String> withoutPower = List.of("setpriv", "--bounding-set=-dac_override,-dac_read_search");
            assumeTrue(works(withoutPower), "As root, this test needs setpriv and the right to use it.");
            command.addAll(withoutPower);
        }
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.add("--enable-native-access=ALL-UNNAMED");
        command.add("-XX:TieredStopAtLevel=1");
        command.addAll(List.of("-cp", System.getProperty("java.class.path"), Opening.class.getName(), path.toString()));
        Process process = new ProcessBuilder(command)
                .redirectError(ProcessBuilder.Redirect.DISCARD)
                .start();
        String printed = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(process.waitFor()).isZero();
        return printed.lines().reduce("", (first, second) -> second);
    }

    private static boolean works(List<String> prefix) throws InterruptedException {
        List<String> command = new ArrayList<>(prefix);
        command.add("true");
        try {
            return new ProcessBuilder(command).start().waitFor() == 0;
        } catch (IOException e) {
            return false;
        }
    }

    /** A program printing the result of opening a file. */
    static final class Opening {

        private Opening() {}

        public static void main(String[] arguments) {
            try {
                AroDatabase.sqlite(Path.of(arguments[0])).close();
                System.out.println("opened");
            } catch (AroDatabaseException e) {
                System.out.println(e.getClass().getSimpleName() + ": " + e.getMessage());
            }
        }
    }
}
