package io.aro.db.readme;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** The snippets in the Javadoc of the libraries: each equals the region of the same id in this package. */
class SnippetTest {

    private static final List<Path> LIBRARIES = List.of(
            Path.of("../../aro-db-migrations/src/main/java"),
            Path.of("../../aro-db-core/src/main/java"),
            Path.of("../../aro-db-testkit/src/main/java"));

    private static final Path EXAMPLES = Path.of("src/test/java/io/aro/db/readme");

    private static final Pattern TAG = Pattern.compile("\\{@snippet\\b");

    /** Ends at a brace before an empty line of the comment or its end, since code has braces on lines of their own. */
    private static final Pattern SNIPPET =
            Pattern.compile("\\{@snippet id=\"([\\w-]+)\" :\n(.*?)\n\\s*\\* \\}\n(?=\\s*\\*(?:/|\n))", Pattern.DOTALL);

    @Test
    void everySnippetIsCodeThatATestRuns() throws IOException {
        Map<String, String> regions = regions();

        for (Path file : sources(LIBRARIES)) {
            String source = Files.readString(file);
            List<MatchResult> snippets = SNIPPET.matcher(source).results().toList();
            assertThat(snippets)
                    .as("snippets of %s with an id, on lines of their own", file)
                    .hasSize((int) TAG.matcher(source).results().count());
            assertThat(snippets)
                    .allSatisfy(snippet -> assertThat(code(snippet)).isEqualTo(regions.get(snippet.group(1))));
        }
    }

    @Test
    void theTypesThatAnAdopterMeetsFirstHaveOne() throws IOException {
        List<String> types = new ArrayList<>();
        for (Path file : sources(LIBRARIES)) {
            if (TAG.matcher(Files.readString(file)).find()) {
                types.add(file.getFileName().toString().replace(".java", ""));
            }
        }

        assertThat(types)
                .contains(
                        "AroDatabase",
                        "IdempotencyService",
                        "Outcome",
                        "RequestIdentity",
                        "LeasedHandler",
                        "AppointmentRepository",
                        "CustomerRepository",
                        "ConsentRepository",
                        "Transaction",
                        "HostConfig",
                        "TestDatabase");
    }

    private static Map<String, String> regions() throws IOException {
        Map<String, String> all = new HashMap<>();
        for (Path file : sources(List.of(EXAMPLES))) {
            Regions.of(Files.readString(file))
                    .forEach((name, code) -> assertThat(all.put(name, code))
                            .as("a second region %s", name)
                            .isNull());
        }
        return all;
    }

    private static List<Path> sources(List<Path> folders) throws IOException {
        List<Path> sources = new ArrayList<>();
        for (Path folder : folders) {
            try (Stream<Path> files = Files.walk(folder)) {
                files.filter(file -> file.toString().endsWith(".java")).forEach(sources::add);
            }
        }
        return sources;
    }

    /** Returns the lines of a snippet without the asterisks of the comment. */
    private static String code(MatchResult snippet) {
        Matcher asterisks = Pattern.compile("(?m)^ *\\* ?").matcher(snippet.group(2));
        return asterisks.replaceAll("").stripIndent() + "\n";
    }
}
