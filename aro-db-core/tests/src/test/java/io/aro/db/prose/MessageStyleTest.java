package io.aro.db.prose;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class MessageStyleTest {

    private static final int LONGEST_SENTENCE = 36;

    private final List<Message> messages = ParsedSources.MODULES.stream()
            .flatMap(module -> Message.in(ParsedSources.ofModule(module)).stream())
            .toList();

    @Test
    void noMessageParaphrasesANoun() {
        assertThat(messages).hasSizeGreaterThan(500);
        assertThat(messages)
                .filteredOn(message -> !Prose.paraphrases(prose(message)).isEmpty())
                .as("name the thing in place of the paraphrase")
                .isEmpty();
    }

    @Test
    void noSentenceOfAMessageHasMoreThanTwoClausesOrIsTooLong() {
        assertThat(messages.stream().flatMap(message -> Prose.sentences(prose(message))))
                .filteredOn(sentence -> Prose.clauses(sentence) > 2 || Prose.words(sentence) > LONGEST_SENTENCE)
                .as("split the sentence")
                .isEmpty();
    }

    /** Leaves out code in braces. */
    private static String prose(Message message) {
        return message.template().replaceAll("\\{[^}]*}", "X");
    }
}
