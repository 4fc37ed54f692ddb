package io.aro.db.architecture;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** The length of source files. */
class SourceTest {

    private static final int LONGEST = 300;

    @Test
    void noSourceFileIsLongerThanThreeHundredLines() throws IOException {
        List<Path> sources = sources();

        assertThat(sources)
                .hasSizeGreaterThan(100)
                .allSatisfy(source -> assertThat(Files.readAllLines(source)).hasSizeLessThanOrEqualTo(LONGEST));
    }

    private static List<Path> sources() throws IOException {
        try (Stream<Path> files = Files.walk(Path.of("../.."))) {
            return files.filter(file -> file.toString().endsWith(".java"))
                    .filter(file -> !file.toString().contains("target"))
                    .toList();
        }
    }
}
