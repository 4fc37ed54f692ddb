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

    @Test
    void quotesThePomAndTheTestsAsTheyAre() throws IOException {
        List<MatchResult> blocks =
                BLOCK.matcher(Files.readString(Path.of("README.md"))).results().toList();

        assertThat(blocks).extracting(block -> block.group(1)).containsExactly("xml", "java");
        assertThat(unindented("pom.xml")).contains(unindented(blocks.getFirst()));
        assertThat(unindented("src/test/java/io/aro/db/examples/visitnotes/VisitNoteRepositoryTest.java"))
                .contains(unindented(blocks.getLast()));
    }

    private static String unindented(String file) throws IOException {
        return Files.readString(Path.of(file)).replaceAll("(?m)^ +", "");
    }

    private static String unindented(MatchResult block) {
        return block.group(2).replaceAll("(?m)^ +", "");
    }
}
