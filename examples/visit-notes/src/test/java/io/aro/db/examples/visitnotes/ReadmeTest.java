package io.aro.db.examples.visitnotes;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

class ReadmeTest {

    private static final Pattern BLOCK = Pattern.compile("```(\\w+)\n(.*?)```", Pattern.DOTALL);

    private static final Path TEST =
            Path.of("src/test/java/io/aro/db/examples/visitnotes/VisitNoteRepositoryTest.java");

    @Test
    void quotesThePomAndTheTestsAsTheyAre() throws IOException {
        List<MatchResult> blocks =
                BLOCK.matcher(Files.readString(Path.of("README.md"))).results().toList();

        assertThat(blocks).extracting(block -> block.group(1)).containsExactly("xml", "java");
        assertThat(unindented(Files.readString(Path.of("pom.xml"))))
                .contains(unindented(blocks.getFirst().group(2)));
        assertThat(unindented(Files.readString(TEST)))
                .contains(unindented(blocks.getLast().group(2)));
    }

    private static String unindented(String text) {
        return text.replaceAll("(?m)^ +", "");
    }
}
