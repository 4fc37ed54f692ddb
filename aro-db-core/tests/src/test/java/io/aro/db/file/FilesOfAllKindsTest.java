package io.aro.db.file;

import static org.assertj.core.api.Assertions.assertThat;

import io.aro.db.testkit.process.ChildCommand;
import io.aro.db.testkit.process.ChildProcess;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Each file written by the library, under a umask with read and write access for every user. */
@Timeout(120)
class FilesOfAllKindsTest {

    private static final List<String> KINDS = List.of(
            "keyset.json",
            "shared.aro-db.lock",
            "own.lock",
            "above/archive/events/00000000-0000-0001-0000-000000000002.lock",
            "above/archive/events/00000000-0000-0001-0000-000000000002.jsonl.gz.pending",
            "above/archive/events/00000000-0000-0001-0000-000000000002.json.pending",
            "above/archive/events/00000000-0000-0001-0000-000000000002.jsonl.gz",
            "above/archive/events/00000000-0000-0001-0000-000000000002.json",
            "above",
            "above/archive",
            "above/archive/events",
            "aro.db",
            "aro.db-wal",
            "aro.db-shm",
            "aro.db.migrate.lock",
            "archive/events",
            "copy.db",
            "files.json",
            "copy.sealed",
            "opened.db");

    @TempDir
    private Path folder = Path.of("");

    @Test
    void noneIsAnybodyElsesToReadOrWrite() throws IOException, InterruptedException {
        List<String> lines = run(ChildProcess.of(MadeFiles.class, folder.toString()));

        assertThat(lines).allMatch(line -> line.matches("(rw-------|rwx------) .*"));
        assertThat(lines)
                .extracting(line -> line.substring(line.indexOf(' ') + 1))
                .containsAll(KINDS);
    }

    private static List<String> run(ChildCommand child) throws IOException, InterruptedException {
        List<String> command = new ArrayList<>(List.of("sh", "-c", "umask 000; exec \"$@\"", "sh"));
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.addAll(List.of("--enable-native-access=ALL-UNNAMED", "-Dorg.slf4j.simpleLogger.defaultLogLevel=off"));
        command.addAll(child.options());
        command.addAll(List.of("-cp", child.classPath(), child.main().getName()));
        command.addAll(child.arguments());
        Process process = new ProcessBuilder(command)
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start();
        List<String> lines = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8)
                .lines()
                .toList();
        assertThat(process.waitFor()).isZero();
        return lines;
    }
}
