package io.aro.db.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.DataInputStream;
import java.io.IOException;
import java.util.Locale;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class LauncherTest {

    private static final int JAVA_8 = 52;

    @Test
    void isAClassThatJava8Loads() throws IOException {
        try (DataInputStream file =
                new DataInputStream(Objects.requireNonNull(Launcher.class.getResourceAsStream("Launcher.class")))) {
            file.readInt(); // The magic number.
            file.readUnsignedShort(); // The minor version.

            assertThat(file.readUnsignedShort()).isEqualTo(JAVA_8);
        }
    }

    @ParameterizedTest
    @CsvSource({"1.8,8", "9,9", "17,17", "20,20"})
    void refusesAnOldJava(String version, String major) {
        assertThat(Launcher.refusal(version, "/opt/java"))
                .isEqualTo(String.format(
                        Locale.ROOT,
                        "aro-db needs Java 21 or newer; this is Java %s in /opt/java. Run aro-db with a newer Java.",
                        major));
    }

    @ParameterizedTest
    @ValueSource(strings = {"21", "25", "100"})
    void acceptsANewJava(String version) {
        assertThat(Launcher.refusal(version, "/opt/java")).isEmpty();
    }
}
