package io.aro.db.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.aro.db.crypto.Keysets;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

/** Calls of every command with every mistake in naming the database. */
class WrongCallsTest {

    private static final List<String> COMMANDS = List.of(
            "migrate",
            "status",
            "validate",
            "rollback --to 0",
            "rollback --to 0 --yes",
            "keys list",
            "keys show --source stripe --key evt_1",
            "keys release --source stripe --key evt_1",
            "keys release --source stripe --key evt_1 --yes",
            "keys cleanup",
            "scrub",
            "backup --to {folder}/copy.db",
            "retention --archive {folder}/archive",
            "retention --archive {folder}/archive --dry-run");

    /** The only command besides migrate that creates the database. */
    private static final String OPENING = "open-backup --from {folder}/letter.txt --keyset {folder}/keyset.json";

    @TempDir
    private Path folder = Path.of("");

    @BeforeEach
    void leaveOtherFiles() throws IOException {
        Files.writeString(folder.resolve("letter.txt"), "This is a letter and no database. ".repeat(100));
    }

    enum Mistake {
        ABSENT_FILE("--url jdbc:sqlite:{folder}/absent.db", "There is no file {folder}/absent.db; "),
        ABSENT_FILE_AS_URI("--url jdbc:sqlite:file:{folder}/absent.db", "There is no file {folder}/absent.db; "),
        ABSENT_FOLDER("--url jdbc:sqlite:{folder}/absent/aro.db", "The directory {folder}/absent does not exist; "),
        FOLDER("--url jdbc:sqlite:{folder}", "{folder} is a directory; "),
        FILE_AS_FOLDER("--url jdbc:sqlite:{folder}/letter.txt/aro.db", "{folder}/letter.txt is a file "),
        LETTER("--url jdbc:sqlite:{folder}/letter.txt", "The file is not a SQLite database; "),
        MEMORY("--url jdbc:sqlite::memory:", "A SQLite database in memory ends with its connection; "),
        NO_FILE("--url jdbc:sqlite:", "A SQLite database in memory ends with its connection; "),
        PATH(
                "--url {folder}/absent.db",
                "The --url must begin with jdbc:sqlite: or jdbc:postgresql:, as in jdbc:sqlite:"),
        POSITIONAL("{folder}/absent.db", "Name the database by --url jdbc:sqlite:{folder}/absent.db. Try "),
        OTHER_ENGINE("--url jdbc:mysql://localhost/aro", "The --url must begin with jdbc:sqlite: or jdbc:postgresql:."),
        PASSWORD("--url jdbc:postgresql://localhost/aro?password=hush", "The --url must not hold a password: "),
        USER_OF_SQLITE("--url jdbc:sqlite:{folder}/absent.db --user ada", "SQLite has no users; "),
        SCHEMA_OF_SQLITE("--url jdbc:sqlite:{folder}/absent.db --schema biz_42", "SQLite has no schemas; "),
        TWICE("--url jdbc:sqlite:a.db --url jdbc:sqlite:b.db", "option '--url' (URL) should be specified only once. "),
        NO_VALUE("--url", "Missing required parameter for option '--url' (URL). Try "),
        NO_URL("", "Missing required option: '--url=URL'. Try "),
        MISSPELT("--uri jdbc:sqlite:a.db", "There is no --uri here; did you mean --url? Try "),
        STRAY("--url jdbc:sqlite:{folder}/absent.db more", "There is no more here. Try "),
        CLOSED_PORT("--url jdbc:postgresql://localhost:{port}/aro", "The database server cannot be reached "),
        NO_PORT("--url jdbc:postgresql://localhost:port/aro", "The URL cannot be read; ");

        private final String arguments;
        private final String sentence;

        Mistake(String arguments, String sentence) {
            this.arguments = arguments;
            this.sentence = sentence;
        }

        /** Returns whether the call is correct after all: migrate creates a missing file. */
        boolean isRightFor(String command) {
            return command.equals("migrate") && (this == ABSENT_FILE || this == ABSENT_FILE_AS_URI);
        }

        /** Returns whether the mistake lies in the arguments, not in the database. */
        boolean isOfWords() {
            return List.of(
                            PATH,
                            POSITIONAL,
                            OTHER_ENGINE,
                            PASSWORD,
                            USER_OF_SQLITE,
                            TWICE,
                            NO_VALUE,
                            NO_URL,
                            MISSPELT,
                            STRAY)
                    .contains(this);
        }
    }

    private static Stream<Arguments> calls() {
        return Stream.concat(
                COMMANDS.stream()
                        .flatMap(command -> Stream.of(Mistake.values())
                                .filter(mistake -> !mistake.isRightFor(command))
                                .map(mistake -> Arguments.of(command, mistake))),
                Stream.of(Mistake.values()).filter(Mistake::isOfWords).map(mistake -> Arguments.of(OPENING, mistake)));
    }

    @ParameterizedTest
    @MethodSource("calls")
    void everyMistakeIsOneSentenceAndMakesNothing(String command, Mistake mistake) throws IOException {
        List<Path> before = files();

        Run run = Run.of(words(command + " " + mistake.arguments));

        assertThat(run.code()).isIn(1, 2);
        assertThat(run.out()).isEmpty();
        assertThat(run.err()).startsWith(mistake.sentence.replace("{folder}", folder.toString()));
        assertThat(run.err().lines()).hasSize(1);
        assertThat(run.err()).doesNotContain("Exception", "\tat ", "report it", "hush");
        assertThat(files()).isEqualTo(before);
    }

    @Test
    void everyCommandIsCalled() {
        List<String> groups = commandsIn(Run.of().err());
        List<String> all = new ArrayList<>();
        for (String name : groups) {
            if (name.equals("keys")) {
                commandsIn(Run.of("keys").err()).forEach(below -> all.add("keys " + below));
            } else {
                all.add(name);
            }
        }

        assertThat(all)
                .hasSizeGreaterThan(7)
                .allSatisfy(name -> assertThat(Stream.concat(COMMANDS.stream(), Stream.of(OPENING)))
                        .anyMatch(command -> (command + " ").startsWith(name + " ")));
    }

    /** Parses the names of "Name a command: a, b or c; …". */
    private static List<String> commandsIn(String question) {
        String names = question.replaceFirst("Name a command: ([^;]*);.*", "$1");
        return Pattern.compile(", | or ").splitAsStream(names).toList();
    }

    @Test
    void backupIntoAFolderThatIsNotThereIsNamed() throws IOException {
        Path file = folder.resolve("aro.db");
        Run.of("migrate", "--url", "jdbc:sqlite:" + file);

        Run run = Run.of("backup", "--url", "jdbc:sqlite:" + file, "--to", folder + "/absent/copy.db");

        assertThat(run)
                .isEqualTo(new Run(
                        1,
                        "",
                        String.format(
                                Locale.ROOT,
                                "The folder %s/absent does not exist; make it or correct the path.",
                                folder)));
    }

    @ParameterizedTest
    @CsvSource({
        "jdbc:sqlite::memory:, A sealed backup opens as a SQLite file; ",
        "jdbc:sqlite:file:{folder}/absent.db, A sealed backup opens as a SQLite file; ",
        "jdbc:postgresql://localhost/aro, A sealed backup opens as a SQLite file; ",
        "jdbc:sqlite:{folder}/absent.db, The backup {folder}/letter.txt cannot be opened: ",
        "jdbc:sqlite:{folder}/letter.txt, The file {folder}/letter.txt already exists; ",
        "jdbc:sqlite:{folder}, The file {folder} already exists; ",
        "jdbc:sqlite:{folder}/absent/aro.db, The folder {folder}/absent does not exist; "
    })
    void aBackupIsOpenedAsANewFileOnly(String url, String sentence) throws IOException {
        Keysets.createForFiles(folder.resolve("keyset.json"));
        List<Path> before = files();

        Run run = Run.of(words(OPENING + " --url " + url));

        assertThat(run.code()).isEqualTo(1);
        assertThat(run.err()).startsWith(sentence.replace("{folder}", folder.toString()));
        assertThat(run.err().lines()).hasSize(1);
        assertThat(files()).isEqualTo(before);
    }

    private String[] words(String line) throws IOException {
        String filled = line.strip().replace("{folder}", folder.toString());
        return (filled.contains("{port}") ? filled.replace("{port}", Integer.toString(closedPort())) : filled)
                .split(" ", -1);
    }

    private static int closedPort() throws IOException {
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        }
    }

    private List<Path> files() throws IOException {
        try (Stream<Path> files = Files.walk(folder)) {
            return files.sorted().toList();
        }
    }
}
