package io.aro.db.migration;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;

/** A program for a child process: it reports readiness, waits for a line and migrates. */
final class MigratingProgram {

    private MigratingProgram() {}

    /**
     * Migrates the database.
     *
     * @param arguments the URL and, for scripts of the test, their folder
     */
    public static void main(String[] arguments) throws IOException {
        Migrator migrator = Migrator.of(arguments[0]);
        System.out.println("ready");
        new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8)).readLine();
        if (arguments.length == 1) {
            System.out.println("applied " + migrator.migrate().applied().size());
            return;
        }
        try (ScratchSet scratch = new ScratchSet(Path.of(arguments[1]))) {
            System.out.println("applied "
                    + migrator.with(scratch.set()).migrate().applied().size());
        }
    }
}
