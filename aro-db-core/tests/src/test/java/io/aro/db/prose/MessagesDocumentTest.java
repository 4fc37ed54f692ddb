package io.aro.db.prose;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/** The page docs/messages.md, which lists every message; {@code -Ddocs.write=true} writes it. */
class MessagesDocumentTest {

    private static final Path PAGE = ParsedSources.PROJECT.resolve("docs/messages.md");

    private static final String HEAD = """
            # Messages

            All texts of the libraries for people, module by module. `MessagesDocumentTest` writes this page from the sources with `-Ddocs.write=true`.
            Variable parts are in braces or a format such as `%s`. *Thrown as* is the exception with the text, or `log` for a log line. A text without
            either is part of another message, or output of the command line.
            """;

    @Test
    void listsEveryMessage() throws IOException {
        StringBuilder page = new StringBuilder(HEAD);
        for (String module : ParsedSources.MODULES) {
            List<Message> messages = Message.in(ParsedSources.ofModule(module));
            page.append("\n## ").append(module).append("\n\n| type | thrown as | text |\n| --- | --- | --- |\n");
            page.append(
                    messages.stream().map(MessagesDocumentTest::row).distinct().collect(Collectors.joining()));
        }
        if (Boolean.getBoolean("docs.write")) {
            Files.writeString(PAGE, page);
        }

        assertThat(page.toString().lines()).hasSizeGreaterThan(500);
        assertThat(PAGE)
                .as("write it anew by -Dtest=MessagesDocumentTest -Ddocs.write=true")
                .hasContent(page.toString());
    }

    private static String row(Message message) {
        return "| `" + message.type() + "` | " + message.use() + " | " + escaped(message.template()) + " |\n";
    }

    private static String escaped(String text) {
        return text.replace("|", "\\|").replace("<", "&lt;");
    }
}
