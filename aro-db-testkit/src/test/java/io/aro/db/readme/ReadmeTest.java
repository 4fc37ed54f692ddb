package io.aro.db.readme;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

class ReadmeTest {

    private static final Pattern JAVA_BLOCK =
            Pattern.compile("(?:<!-- from (\\w+): ([\\w-]+) -->\n)?```java\n(.*?)```", Pattern.DOTALL);

    @Test
    void everyJavaExampleIsCodeThatATestRuns() throws IOException {
        List<MatchResult> blocks = JAVA_BLOCK
                .matcher(Files.readString(Path.of("../README.md")))
                .results()
                .toList();

        assertThat(blocks)
                .hasSize(6)
                .allSatisfy(block -> assertThat(block.group(3)).isEqualTo(region(block.group(1), block.group(2))));
    }

    @Test
    void everyLinkIntoTheProjectLeadsSomewhere() throws IOException {
        List<String> links = Pattern.compile("]\\((?!https?:)([^)#]+)")
                .matcher(Files.readString(Path.of("../README.md")))
                .results()
                .map(link -> link.group(1))
                .toList();

        assertThat(links)
                .hasSizeGreaterThan(10)
                .allSatisfy(link -> assertThat(Path.of("..", link)).exists());
    }

    private static String region(String testClass, String tag) throws IOException {
        String source = Files.readString(Path.of("src/test/java/io/aro/db/readme", testClass + ".java"));
        int start = source.indexOf("// tag::" + tag + "[]\n");
        int end = source.indexOf("// end::" + tag + "[]");
        assertThat(start).as("the region %s of %s", tag, testClass).isPositive().isLessThan(end);
        String lines = source.substring(source.indexOf('\n', start) + 1, source.lastIndexOf('\n', end));
        return lines.stripIndent() + "\n";
    }
}
