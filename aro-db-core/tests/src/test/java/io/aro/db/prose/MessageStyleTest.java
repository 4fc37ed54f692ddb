package io.aro.db.prose;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class MessageStyleTest {

    private static final int LONGEST_SENTENCE = 36;

    private final List<Message> messages = ParsedSources.MODULES.stream()
            .flatMap(module -> Message.in(ParsedSources.ofModule(module)).stream())
            .toList();

    @Test
    void noMessageParaphrasesANoun() {
        assertThat(messages).hasSizeGreaterThan(500);
        assertThat(messages)
                .filteredOn(message -> !Prose.paraphrases(message.prose()).isEmpty())
                .extracting(message -> Prose.paraphrases(message.prose()) + " in " + message)
                .as("name the thing in place of the paraphrase")
                .isEmpty();
    }

    @Test
    void noSentenceOfAMessageHasMoreThanTwoClausesOrIsTooLong() {
        assertThat(messages)
                .flatExtracting(message -> Prose.sentences(message.prose())
                        .filter(sentence -> Prose.isTooLong(sentence, LONGEST_SENTENCE))
                        .map(sentence -> message.type() + ": " + sentence)
                        .toList())
                .as("split the sentence: two clauses and %d words at most", LONGEST_SENTENCE)
                .isEmpty();
    }
}
