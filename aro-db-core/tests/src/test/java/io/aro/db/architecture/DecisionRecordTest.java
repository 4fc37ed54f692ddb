package io.aro.db.architecture;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.time.format.DateTimeParseException;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

/** The form of the decision records in {@code docs/adr}, their index, and the types of ours that they name. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class DecisionRecordTest {

    private static final Path ROOT = Path.of("..", "..");
    private static final Path FOLDER = ROOT.resolve("docs").resolve("adr");

    private static final Pattern FILE = Pattern.compile("(\\d{4})-[a-z0-9-]+\\.md");
    private static final Pattern FORM = Pattern.compile(
            "# (?<number>\\d+)\\. (?<title>[^\\n]+[^.\\n])\\n\\n"
                    + "Status: (accepted|superseded by (?<successor>\\d+)) · (?<date>\\d{4}-\\d{2}-\\d{2})\\n\\n"
                    + "\\*\\*Context\\.\\*\\* .+\\n\\n\\*\\*Decision\\.\\*\\* .+\\n\\n"
                    + "\\*\\*Alternatives\\.\\*\\* .+\\n\\n\\*\\*Consequences\\.\\*\\* .+\\n",
            Pattern.DOTALL);

    private static final Pattern CODE = Pattern.compile("`([^`]+)`");
    private static final Pattern NAME = Pattern.compile("(?<![\\w…])[A-Z][a-zA-Z0-9]*[a-z][A-Z][a-zA-Z0-9]*");
    private static final Pattern TYPE =
            Pattern.compile("\\b(?:class|record|interface|enum|@interface) ([A-Z][a-zA-Z0-9]*)");

    /** Names of the JDK, of drivers and of tools. */
    private static final Set<String> FOREIGN = Set.of(
            "BigDecimal", "DefaultCharset", "DefaultLocale", "SQLiteErrorCode", "StrictModes", "StringCaseLocaleUsage");

    private List<Path> records = List.of();
    private Set<String> types = Set.of();

    @BeforeAll
    void findTheRecordsAndTheTypes() throws IOException {
        try (Stream<Path> files = Files.list(FOLDER)) {
            records = files.filter(file -> !file.endsWith("README.md")).sorted().toList();
        }
        try (Stream<Path> files = Files.walk(ROOT)) {
            types = files.filter(file -> file.toString().endsWith(".java"))
                    .filter(file -> !file.toString().contains("target"))
                    .flatMap(file -> found(TYPE, read(file), 1))
                    .collect(Collectors.toSet());
        }

        assertThat(records).hasSizeGreaterThan(50);
        assertThat(types).hasSizeGreaterThan(500);
    }

    @Test
    void recordsAreNumberedByTheirFiles() {
        for (int number = 1; number <= records.size(); number++) {
            Path file = records.get(number - 1);
            Matcher name = FILE.matcher(String.valueOf(file.getFileName()));

            assertThat(name.matches()).as("name of %s", file).isTrue();
            assertThat(Integer.parseInt(name.group(1))).as("number of %s", file).isEqualTo(number);
        }
    }

    @Test
    void recordsHaveStatusDateAndFourParagraphs() {
        List<Path> odd = records.stream().filter(file -> !hasForm(file)).toList();

        assertThat(odd).as("records without the form of docs/adr/README.md").isEmpty();
    }

    @Test
    void theIndexListsEveryRecordByItsTitle() {
        String index = read(FOLDER.resolve("README.md"));
        String list = records.stream()
                .map(file -> {
                    String heading = read(file).lines().findFirst().orElse("").substring("# ".length());
                    int title = heading.indexOf(' ') + 1;
                    return heading.substring(0, title) + "[" + heading.substring(title) + "](" + file.getFileName()
                            + ")\n";
                })
                .collect(Collectors.joining());

        assertThat(index).endsWith("## List\n\n" + list);
    }

    @Test
    void namedTypesExist() {
        Set<String> unknown = records.stream()
                .flatMap(file -> found(CODE, read(file), 1)
                        .flatMap(code -> found(NAME, code, 0))
                        .filter(name -> !types.contains(name) && !FOREIGN.contains(name))
                        .map(name -> name + " in " + file.getFileName()))
                .collect(Collectors.toCollection(TreeSet::new));

        assertThat(unknown).as("types without a source").isEmpty();
    }

    private boolean hasForm(Path file) {
        Matcher form = FORM.matcher(read(file));
        return form.matches()
                && String.valueOf(file.getFileName()).startsWith(padded(form.group("number")))
                && isDate(form.group("date"))
                && isRecord(form.group("successor"));
    }

    private static boolean isDate(String text) {
        try {
            return LocalDate.parse(text).isAfter(LocalDate.EPOCH);
        } catch (DateTimeParseException e) {
            return false;
        }
    }

    /** Null is a record in force. */
    private boolean isRecord(@Nullable String number) {
        return number == null
                || records.stream()
                        .anyMatch(file -> String.valueOf(file.getFileName()).startsWith(padded(number)));
    }

    private static Stream<String> found(Pattern pattern, String text, int group) {
        return pattern.matcher(text).results().map(match -> match.group(group));
    }

    private static String padded(String number) {
        return "0".repeat(4 - number.length()) + number + "-";
    }

    private static String read(Path file) {
        try {
            return Files.readString(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
