package io.aro.db.architecture;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** The release for the API comparison of the build; {@code .ci/test-api-guard} proves the comparison. */
class ReleasedApiTest {

    private static final Path ROOT = Path.of("..", "..");

    private static final Pattern RELEASE = Pattern.compile("(?m)^## \\[(\\d[^\\]]*)]");

    @Test
    void theNewestReleaseIsTheOneToCompareWith() throws IOException {
        Optional<String> newest = find(RELEASE, "CHANGELOG.md");

        assertThat(property("api.released")).isEqualTo(newest.orElse("none"));
        assertThat(property("api.unreleased")).isEqualTo(String.valueOf(newest.isEmpty()));
    }

    private static String property(String name) throws IOException {
        return find(Pattern.compile("<" + Pattern.quote(name) + ">([^<]*)<"), "pom.xml")
                .orElseThrow();
    }

    private static Optional<String> find(Pattern pattern, String file) throws IOException {
        return pattern.matcher(Files.readString(ROOT.resolve(file)))
                .results()
                .map(found -> found.group(1))
                .findFirst();
    }
}
