package io.aro.db.prose;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.util.List;
import java.util.stream.Stream;

/** The terms of docs/glossary.md. */
record Glossary(List<Term> terms) {

    /**
     * A row of the glossary.
     *
     * @param synonyms other words for the same thing, which our texts do not use
     */
    record Term(String name, String meaning, List<String> synonyms) {}

    static Glossary read() {
        try {
            return new Glossary(Files.readAllLines(ParsedSources.PROJECT.resolve("docs/glossary.md")).stream()
                    .filter(line -> line.startsWith("| ") && !line.startsWith("| term") && !line.startsWith("| ---"))
                    .map(Glossary::term)
                    .toList());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    Stream<String> synonyms() {
        return terms.stream().flatMap(term -> term.synonyms().stream());
    }

    private static Term term(String line) {
        String[] cells = line.split("\\|", -1);
        List<String> synonyms = Stream.of(cells[3].split(","))
                .map(String::strip)
                .filter(word -> !word.isEmpty())
                .toList();
        return new Term(cells[1].strip(), cells[2].strip(), synonyms);
    }
}
