package io.aro.db.architecture;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** The number of files in a package. */
class PackageSizeTest {

    private static final int LARGEST = 25;

    private static final Path MAIN = Path.of("src", "main", "java");

    @Test
    void noPackageHasMoreThanTwentyFiveFiles() throws IOException {
        Map<Path, Long> sizes = sizes();

        assertThat(sizes)
                .hasSizeGreaterThan(30)
                .allSatisfy((folder, files) ->
                        assertThat(files).as("files of %s", folder).isLessThanOrEqualTo(LARGEST));
    }

    /** Counts the types, without the package-info. */
    private static Map<Path, Long> sizes() throws IOException {
        try (Stream<Path> files = Files.walk(Path.of("..", ".."))) {
            return files.filter(file -> file.toString().contains(MAIN.toString()))
                    .filter(file -> file.toString().endsWith(".java") && !file.endsWith("package-info.java"))
                    .filter(file -> !file.toString().contains("target"))
                    .collect(Collectors.groupingBy(Path::getParent, TreeMap::new, Collectors.counting()));
        }
    }
}
