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
                .extracting(message -> Prose.paraphrases(prose(message)) + " in " + message)
                .as("name the thing in place of the paraphrase")
                .isEmpty();
    }

    @Test
    void noSentenceOfAMessageHasMoreThanTwoClausesOrIsTooLong() {
        assertThat(messages)
                .flatExtracting(message -> Prose.sentences(prose(message))
                        .filter(MessageStyleTest::isTooLong)
                        .map(sentence -> message.type() + ": " + sentence)
                        .toList())
                .as("split the sentence: two clauses and %d words at most", LONGEST_SENTENCE)
                .isEmpty();
    }

    private static boolean isTooLong(String sentence) {
        return Prose.clauses(sentence) > 2 || Prose.words(sentence) > LONGEST_SENTENCE;
    }

    /** Leaves out code in braces. */
    private static String prose(Message message) {
        return message.template().replaceAll("\\{[^}]*}", "X");
    }
}
