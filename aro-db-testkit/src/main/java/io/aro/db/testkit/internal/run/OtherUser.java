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
 * An unprivileged user for programs started by root.
 *
 * @param name the name of the user
 * @param prefix the words in front of a command that switch to the user
 */
public record OtherUser(String name, List<String> prefix) {

    private static final Path USERS = Path.of("/etc/passwd");

    /** The index of the group id in a line. */
    private static final int GROUP = 3;

    private static final List<String> PREFERRED = List.of("postgres", "nobody");
    private static final List<Path> PROGRAMS =
            List.of(Path.of("/usr/bin"), Path.of("/usr/sbin"), Path.of("/bin"), Path.of("/sbin"));

    /** Returns a user of this machine with a program to switch users; empty without such a pair. */
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

    /**
     * Returns the switching command for the user. The group is given by id, because group names vary between systems.
     */
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

    /** Returns a command that runs the given command as the user. */
    public List<String> running(List<String> command) {
        return Stream.concat(prefix.stream(), command.stream()).toList();
    }
}
