package io.aro.db.prose;

import java.util.List;
import java.util.function.ToLongFunction;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** Sentences, and the words in them that make a text hard to read. */
final class Prose {

    private static final Pattern CLAUSE =
            word("that|which|who|whom|whose|what|where|when|while|unless|if|because|since|so");

    private static final Pattern PRONOUN =
            word("it|its|one|ones|those|them|this|that|what|whoever|whatever|others?|another");

    /** Paraphrases of a noun. The noun of the field, or of the code, says more. */
    private static final Pattern PARAPHRASE = word(
            "what|whatever|whoever|those|ones|one that|the one|somebody|(?<!named )nobody|so many|so much|hands? out|is told|are told");

    private static final Pattern END_OF_SENTENCE = Pattern.compile("(?<=[.!?])\\s+");

    private Prose() {}

    /** Returns the sentences of more than two words. */
    static Stream<String> sentences(String text) {
        return END_OF_SENTENCE.splitAsStream(text).filter(sentence -> words(sentence) > 2);
    }

    static boolean isTooLong(String sentence, int mostWords) {
        return clauses(sentence) > 2 || words(sentence) > mostWords;
    }

    /** Returns the average of a count, such as that of clauses, over sentences. */
    static double average(List<String> sentences, ToLongFunction<String> count) {
        return (double) sentences.stream().mapToLong(count).sum() / sentences.size();
    }

    static int words(String sentence) {
        return sentence.strip().split("\\s+").length;
    }

    static long clauses(String sentence) {
        return CLAUSE.matcher(sentence).results().count();
    }

    static long pronouns(String sentence) {
        return PRONOUN.matcher(sentence).results().count();
    }

    static List<String> paraphrases(String text) {
        return PARAPHRASE.matcher(text).results().map(found -> found.group()).toList();
    }

    private static Pattern word(String words) {
        return Pattern.compile("\\b(" + words + ")\\b");
    }
}
