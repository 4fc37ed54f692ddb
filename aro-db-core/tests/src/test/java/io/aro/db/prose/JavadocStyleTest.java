package io.aro.db.prose;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Named;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.MethodSource;

@ParameterizedClass
@MethodSource("modules")
class JavadocStyleTest {

    private static final double MOST_CLAUSES = 0.5;
    private static final double MOST_PRONOUNS = 0.5;
    private static final double MOST_WORDS = 14;
    private static final int LONGEST_SENTENCE = 32;

    private static final Pattern NO_NOUN_PHRASE =
            Pattern.compile(": (Is|Says|What|Where|Whether|When|It|How|Shows|Tells"
                    + "|Adds|Applies|Archives|Asks|Begins|Binds|Brings|Calls|Changes|Claims|Closes|Compares|Completes|Copies|Creates"
                    + "|Decides|Deletes|Does|Ends|Erases|Exhausts|Fills|Finds|Gives|Has|Holds|Inserts|Keeps|Learns|Lets|Looks|Makes"
                    + "|Maps|Migrates|Moves|Opens|Parks|Puts|Reads|Receives|Releases|Removes|Renews|Replaces|Reports|Reschedules"
                    + "|Runs|Selects|Sends|Serves|Starts|Stops|Takes|Translates|Undoes|Updates|Waits|Writes) ");
    private static final Pattern VERB = Pattern.compile(": (?!(Is|Says|This|Its) )([A-Z]\\p{L}+s|Called)\\b");

    private final List<Comment> comments;

    JavadocStyleTest(List<Comment> comments) {
        this.comments = comments;
    }

    static Stream<Named<List<Comment>>> modules() {
        return ParsedSources.MODULES.stream()
                .map(module -> Named.of(module, Comment.in(ParsedSources.ofModule(module))));
    }

    @Test
    void everyTypePackageAndPublicMemberIsDocumented() {
        assertThat(comments).hasSizeGreaterThan(5);
        assertThat(comments)
                .filteredOn(Comment::demanded)
                .filteredOn(comment -> comment.prose().isEmpty())
                .extracting(Comment::place)
                .as("types, packages and public members without Javadoc: describe each")
                .isEmpty();
    }

    @Test
    void typesAndPackagesOpenWithANounPhrase() {
        assertThat(openings(Comment.Kind.TYPE, Comment.Kind.PACKAGE))
                .filteredOn(opening -> NO_NOUN_PHRASE.matcher(opening).find())
                .as("open with a noun phrase, as in \"A lease on a key.\"")
                .isEmpty();
    }

    @Test
    void exceptionsOpenWithThrownWhen() {
        assertThat(openings(Comment.Kind.TYPE))
                .filteredOn(opening -> opening.matches(".*#(?!AroDatabase)\\w+Exception: .*"))
                .filteredOn(opening -> !opening.contains("Exception: Thrown when "))
                .as("open with \"Thrown when\"")
                .isEmpty();
    }

    @Test
    void methodsOpenWithAVerb() {
        assertThat(comments)
                .filteredOn(comment -> comment.demanded() && comment.kind() == Comment.Kind.METHOD)
                .extracting(comment -> comment.place() + ": " + comment.prose())
                .filteredOn(opening -> !VERB.matcher(opening).find())
                .as("open with a verb, as in \"Returns\"")
                .isEmpty();
    }

    @Test
    void noTextParaphrasesANoun() {
        assertThat(comments)
                .filteredOn(comment -> !Prose.paraphrases(comment.raw()).isEmpty())
                .extracting(comment -> comment.place() + ": " + Prose.paraphrases(comment.raw()))
                .as("name the thing in place of the paraphrase")
                .isEmpty();
    }

    @Test
    void noSentenceHasMoreThanTwoClausesOrIsTooLong() {
        assertThat(comments)
                .flatExtracting(comment -> Prose.sentences(comment.prose())
                        .filter(sentence -> Prose.isTooLong(sentence, LONGEST_SENTENCE))
                        .map(sentence -> comment.place() + ": " + sentence)
                        .toList())
                .as("split the sentence: two clauses and %d words at most", LONGEST_SENTENCE)
                .isEmpty();
    }

    @Test
    void sentencesAreShortAndHaveFewClausesAndPronouns() {
        List<String> sentences = comments.stream()
                .flatMap(comment -> Prose.sentences(comment.prose()))
                .toList();

        assertThat(Prose.average(sentences, Prose::clauses))
                .as("clauses per sentence of the module")
                .isLessThanOrEqualTo(MOST_CLAUSES);
        assertThat(Prose.average(sentences, Prose::pronouns))
                .as("pronouns per sentence of the module")
                .isLessThanOrEqualTo(MOST_PRONOUNS);
        assertThat(Prose.average(sentences, Prose::words))
                .as("words per sentence of the module")
                .isLessThanOrEqualTo(MOST_WORDS);
    }

    /** Returns the place and the first words of each comment of these kinds. */
    private List<String> openings(Comment.Kind... kinds) {
        return comments.stream()
                .filter(comment -> List.of(kinds).contains(comment.kind()))
                .filter(comment -> !comment.prose().isEmpty())
                .map(comment -> comment.place() + ": "
                        + comment.prose().lines().findFirst().orElseThrow())
                .toList();
    }
}
