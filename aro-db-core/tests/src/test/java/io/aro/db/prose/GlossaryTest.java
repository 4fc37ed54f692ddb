package io.aro.db.prose;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

class GlossaryTest {

    private static final Path ORDINARY = Path.of("src/test/resources/ordinary-words.txt");
    private static final Pattern WORD = Pattern.compile("\\p{L}+");

    private final Glossary glossary = Glossary.read();

    private record Text(String place, String words) {}

    @Test
    void eachTermStandsOnceInOrderAndHasAMeaning() {
        assertThat(glossary.terms())
                .hasSizeGreaterThan(50)
                .allSatisfy(term -> assertThat(term.meaning()).endsWith("."));
        assertThat(glossary.terms())
                .extracting(Glossary.Term::name)
                .doesNotHaveDuplicates()
                .isSorted();
        assertThat(glossary.synonyms()).doesNotHaveDuplicates();
    }

    @Test
    void noTextUsesASynonymOfATerm() throws IOException {
        List<Text> texts = new ArrayList<>(documents());
        for (String module : ParsedSources.MODULES) {
            ParsedSources sources = ParsedSources.ofModule(module);
            Comment.in(sources).forEach(comment -> texts.add(new Text(comment.place(), comment.prose())));
            Message.in(sources).forEach(message -> texts.add(new Text(message.type(), message.template())));
        }

        assertThat(texts).hasSizeGreaterThan(3000);
        assertThat(glossary.synonyms()
                        .flatMap(synonym -> texts.stream()
                                .filter(text ->
                                        word(synonym).matcher(text.words()).find())
                                .map(text -> synonym + " in " + text)))
                .as("other words for terms of docs/glossary.md: use the term")
                .isEmpty();
    }

    /** An unknown word is a term that the glossary lacks, or an ordinary word for the list. */
    @Test
    void eachWordOfAMessageIsOrdinaryOrOfTheGlossary() throws IOException {
        Set<String> known = new HashSet<>(Files.readAllLines(ORDINARY));
        glossary.terms().forEach(term -> known.addAll(words(term.name())));

        Set<String> unknown = new TreeSet<>();
        for (String module : ParsedSources.MODULES) {
            for (Message message : Message.in(ParsedSources.ofModule(module))) {
                words(prose(message.template())).stream()
                        .filter(word -> !known.contains(word) && !known.contains(singular(word)))
                        .forEach(unknown::add);
            }
        }
        assertThat(unknown)
                .as(
                        "new words of messages: enter a term in docs/glossary.md, an ordinary word in aro-db-core/tests/%s",
                        ORDINARY)
                .isEmpty();
    }

    private static List<Text> documents() throws IOException {
        List<Text> texts = new ArrayList<>();
        for (Markdown document : Markdown.all()) {
            Path file = document.file();
            if (!file.endsWith("glossary.md") && !file.endsWith("schema.md")) {
                document.paragraphs().forEach(text -> texts.add(new Text(file.toString(), text)));
            }
        }
        return texts;
    }

    /** Leaves out code in braces, options, names of files and placeholders. */
    private static String prose(String template) {
        return template.replaceAll("\\{[^}]*}", " ")
                .replaceAll("\\S*[-_./:=@%<>\\d]\\S*", " ")
                .replaceAll("\\b\\p{L}+\\p{Lu}\\w*", " ");
    }

    private static Set<String> words(String text) {
        Set<String> words = new TreeSet<>();
        WORD.matcher(text.toLowerCase(Locale.ROOT)).results().forEach(word -> words.add(word.group()));
        return words;
    }

    private static String singular(String word) {
        return word.endsWith("s") ? word.substring(0, word.length() - 1) : word;
    }

    private static Pattern word(String words) {
        return Pattern.compile("(?i)\\b" + Pattern.quote(words) + "s?(?![-\\w])");
    }
}
