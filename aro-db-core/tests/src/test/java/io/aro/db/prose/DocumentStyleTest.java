package io.aro.db.prose;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class DocumentStyleTest {

    private static final int LONGEST_SENTENCE = 40;
    private static final double MOST_CLAUSES = 0.5;
    private static final double MOST_PRONOUNS = 0.5;

    /** A sentence with the document that has it. */
    private record Sentence(String document, String words) {}

    private final List<Sentence> sentences = new ArrayList<>();

    @BeforeAll
    void readDocuments() throws IOException {
        for (Markdown document : Markdown.all()) {
            // Generated from the comments of released migrations, which never change.
            if (document.file().endsWith("schema.md") || document.file().endsWith("messages.md")) {
                continue;
            }
            document.paragraphs().stream()
                    .flatMap(Prose::sentences)
                    .forEach(words -> sentences.add(new Sentence(document.file().toString(), words)));
        }

        assertThat(sentences).hasSizeGreaterThan(1000);
    }

    @Test
    void noDocumentParaphrasesANoun() {
        assertThat(sentences)
                .filteredOn(sentence -> !Prose.paraphrases(sentence.words()).isEmpty())
                .extracting(sentence -> Prose.paraphrases(sentence.words()) + " in " + sentence)
                .as("name the thing in place of the paraphrase")
                .isEmpty();
    }

    @Test
    void noSentenceHasMoreThanTwoClausesOrIsTooLong() {
        assertThat(sentences)
                .filteredOn(sentence -> Prose.clauses(sentence.words()) > 2 || words(sentence) > LONGEST_SENTENCE)
                .as("split the sentence: two clauses and %d words at most", LONGEST_SENTENCE)
                .isEmpty();
    }

    @Test
    void sentencesHaveFewClausesAndPronouns() {
        List<String> texts = sentences.stream().map(Sentence::words).toList();

        assertThat(Prose.average(texts, Prose::clauses))
                .as("clauses per sentence of all documents")
                .isLessThanOrEqualTo(MOST_CLAUSES);
        assertThat(Prose.average(texts, Prose::pronouns))
                .as("pronouns per sentence of all documents")
                .isLessThanOrEqualTo(MOST_PRONOUNS);
    }

    /** Counts words, not numbers and codes. */
    private static long words(Sentence sentence) {
        return Stream.of(sentence.words().split(" "))
                .filter(word -> word.matches(".*\\p{Ll}.*"))
                .count();
    }
}
