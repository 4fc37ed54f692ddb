package io.aro.db.prose;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** A document of the project. */
record Markdown(Path file, String text) {

    private static final Pattern LINK = Pattern.compile("]\\(([^)\\s]+)\\)");

    static Markdown of(Path file) throws IOException {
        return new Markdown(file, Files.readString(file).replaceAll("(?ms)^\\s*```.*?^\\s*```", ""));
    }

    /** Returns all documents of the project, without those in target folders. */
    static List<Markdown> all() throws IOException {
        try (Stream<Path> files = Files.walk(ParsedSources.PROJECT)) {
            List<Markdown> found = new ArrayList<>();
            for (Path file : files.filter(path -> path.toString().endsWith(".md")
                            && !path.toString().contains("/target/")
                            && !path.toString().contains("/.git/"))
                    .toList()) {
                found.add(of(file));
            }
            return found;
        }
    }

    /** Returns the texts between empty lines, and the rows of tables, without code and without the targets of links. */
    List<String> paragraphs() {
        return Stream.of(text.split("\n\\s*\n|\n(?=\\||- |\\d+\\. )"))
                .map(text -> text.replaceAll("`[^`]*`", "X")
                        .replaceAll("\\]\\([^)]*\\)", "]")
                        .replaceAll("<[^>]*>", " ")
                        .replaceAll("\\s+", " ")
                        .strip())
                .filter(text -> !text.isEmpty())
                .toList();
    }

    /** Returns the targets of links that are not of other sites. */
    List<String> links() {
        return LINK.matcher(text)
                .results()
                .map(link -> link.group(1))
                .filter(link -> !link.matches("(https?|mailto):.*"))
                .toList();
    }

    /** Returns the anchors of the headings, by the rule of GitHub. */
    Set<String> anchors() {
        Set<String> anchors = new TreeSet<>();
        for (String line : text.lines().filter(line -> line.startsWith("#")).toList()) {
            String anchor = line.replaceFirst("^#+\\s*", "")
                    .replaceAll("\\[([^]]*)]\\([^)]*\\)", "$1")
                    .toLowerCase(Locale.ROOT)
                    .replaceAll("[^\\p{L}\\p{N} _-]", "")
                    .replace(' ', '-');
            String unique = anchor;
            for (int n = 1; !anchors.add(unique); n++) {
                unique = anchor + "-" + n;
            }
        }
        return anchors;
    }
}
