package io.aro.db.testkit.internal.run;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * A user without privileges whom root can run programs as.
 *
 * @param name the name of the user
 * @param prefix the words before a command that run it as the user
 */
public record OtherUser(String name, List<String> prefix) {

    private static final Path USERS = Path.of("/etc/passwd");

    /** The field of a line that holds the number of the group. */
    private static final int GROUP = 3;

    private static final List<String> PREFERRED = List.of("postgres", "nobody");
    private static final List<Path> PROGRAMS =
            List.of(Path.of("/usr/bin"), Path.of("/usr/sbin"), Path.of("/bin"), Path.of("/sbin"));

    /** Returns a user of this machine, and the program that changes to it; nothing if there is no such pair. */
    public static Optional<OtherUser> find() throws IOException {
        if (Files.notExists(USERS)) {
            return Optional.empty();
        }
        Map<String, String> groups = Files.readAllLines(USERS).stream()
                .map(line -> line.split(":", -1))
                .filter(fields -> fields.length > GROUP && PREFERRED.contains(fields[0]))
                .collect(Collectors.toMap(fields -> fields[0], fields -> fields[GROUP], (first, second) -> first));
        return PREFERRED.stream()
                .filter(groups::containsKey)
                .flatMap(name -> prefix(name, Objects.requireNonNull(groups.get(name))).stream()
                        .map(prefix -> new OtherUser(name, prefix)))
                .findFirst();
    }

    /** The group of a user may have another name, such as that of nobody. */
    private static Optional<List<String>> prefix(String user, String group) {
        return Stream.of(
                        List.of("setpriv", "--reuid=" + user, "--regid=" + group, "--clear-groups", "--"),
                        List.of("runuser", "-u", user, "--"))
                .flatMap(command -> program(command.getFirst()).stream().map(path -> withProgram(path, command)))
                .findFirst();
    }

    private static Optional<Path> program(String name) {
        return PROGRAMS.stream()
                .map(folder -> folder.resolve(name))
                .filter(Files::isExecutable)
                .findFirst();
    }

    private static List<String> withProgram(Path program, List<String> command) {
        List<String> whole = new ArrayList<>(command);
        whole.set(0, program.toString());
        return List.copyOf(whole);
    }

    /** Returns the command that runs another one as the user. */
    public List<String> running(List<String> command) {
        return Stream.concat(prefix.stream(), command.stream()).toList();
    }
}
