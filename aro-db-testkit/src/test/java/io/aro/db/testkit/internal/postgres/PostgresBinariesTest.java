package io.aro.db.testkit.internal.postgres;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIOException;

import io.aro.db.error.ConfigurationException;
import io.aro.db.testkit.GivenSettings;
import io.aro.db.testkit.internal.run.Settings;
import io.zonky.test.db.postgres.embedded.PgBinaryResolver;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.jar.JarEntry;
import java.util.jar.JarOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

public class PostgresBinariesTest {

    @TempDir
    private Path directory;

    @Test
    void readsTheArchiveOutOfTheJarThatTheSettingNames() throws IOException {
        Path jar = jarWith("postgres-linux-x86_64.txz");

        assertThat(PostgresBinaries.find(settings(jar), 18).orElseThrow().getPgBinary("Linux", "x86_64"))
                .hasContent("archive");
    }

    @Test
    void refusesAJarWithoutAnArchive() throws IOException {
        Path jar = jarWith("readme.txt");

        assertThatIOException()
                .isThrownBy(() ->
                        PostgresBinaries.find(settings(jar), 18).orElseThrow().getPgBinary("Linux", "x86_64"))
                .withMessageContaining("name another jar");
    }

    @Test
    void refusesAJarOfAnotherPlatform() throws IOException {
        PgBinaryResolver mac = PostgresBinaries.find(settings(jarWith("postgres-darwin-x86_64.txz", "mac.jar")), 18)
                .orElseThrow();
        PgBinaryResolver linux = PostgresBinaries.find(settings(jarWith("postgres-linux-x86_64.txz", "linux.jar")), 18)
                .orElseThrow();

        assertThat(mac.getPgBinary("Darwin", "aarch64")).hasContent("archive");
        assertThatIOException()
                .isThrownBy(() -> linux.getPgBinary("Linux", "aarch64"))
                .withMessageEndingWith("linux.jar holds postgres-linux-x86_64.txz, which does not run on Linux arm_64;"
                        + " name the jar of that platform.");
    }

    @Test
    void refusesASettingThatNamesNoFile() {
        assertThatExceptionOfType(ConfigurationException.class)
                .isThrownBy(() -> PostgresBinaries.find(settings(directory.resolve("missing.jar")), 18))
                .withMessageContaining("aro.postgres.binaries.18");
    }

    @Test
    void findsNoneWhereNeitherTheSettingNorTheClassPathHasThem() {
        assertThat(PostgresBinaries.find(GivenSettings.of(Map.of(), Map.of()), 9))
                .isEmpty();
    }

    private Path jarWith(String entry) throws IOException {
        return jarWith(entry, "binaries.jar");
    }

    private Path jarWith(String entry, String name) throws IOException {
        Path jar = directory.resolve(name);
        try (OutputStream file = Files.newOutputStream(jar);
                JarOutputStream content = new JarOutputStream(file)) {
            content.putNextEntry(new JarEntry(entry));
            content.write("archive".getBytes(java.nio.charset.StandardCharsets.UTF_8));
        }
        return jar;
    }

    private static Settings settings(Path jar) {
        return GivenSettings.of(Map.of("aro.postgres.binaries.18", jar.toString()), Map.of());
    }
}
