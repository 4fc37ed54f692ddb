package io.aro.db.testkit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIOException;

import io.aro.db.error.ConfigurationException;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.jar.JarEntry;
import java.util.jar.JarOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PostgresBinariesTest {

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
    void refusesASettingThatNamesNoFile() {
        assertThatExceptionOfType(ConfigurationException.class)
                .isThrownBy(() -> PostgresBinaries.find(settings(directory.resolve("missing.jar")), 18))
                .withMessageContaining("aro.postgres.binaries.18");
    }

    @Test
    void findsNoneWhereNeitherTheSettingNorTheClassPathHasThem() {
        assertThat(PostgresBinaries.find(SettingsTest.settings(Map.of(), Map.of()), 9))
                .isEmpty();
    }

    private Path jarWith(String entry) throws IOException {
        Path jar = directory.resolve("binaries.jar");
        try (OutputStream file = Files.newOutputStream(jar);
                JarOutputStream content = new JarOutputStream(file)) {
            content.putNextEntry(new JarEntry(entry));
            content.write("archive".getBytes(java.nio.charset.StandardCharsets.UTF_8));
        }
        return jar;
    }

    private static Settings settings(Path jar) {
        return SettingsTest.settings(Map.of("aro.postgres.binaries.18", jar.toString()), Map.of());
    }
}
