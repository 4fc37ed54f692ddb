package io.aro.db.cli;

import java.io.Console;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Is what a command may ask of the process it runs in. */
interface Surroundings {

    /** Returns the value of an environment variable. */
    Optional<String> variable(String name);

    /** Asks the person at the terminal; returns nothing when there is none, or no answer. */
    Optional<String> ask(String question);

    /** Returns the surroundings of this process. */
    static Surroundings ofProcess() {
        return new Surroundings() {
            @Override
            public Optional<String> variable(String name) {
                return Optional.ofNullable(System.getenv(name)).filter(value -> !value.isEmpty());
            }

            @Override
            @SuppressWarnings("SystemConsoleNull") // On JDK 21, null is how it says that there is no terminal.
            public Optional<String> ask(String question) {
                Console console = System.console();
                if (console == null || !isTerminal(console)) {
                    return Optional.empty();
                }
                char[] answer = console.readPassword("%s", question);
                return Optional.ofNullable(answer).map(String::new).filter(text -> !text.isEmpty());
            }
        };
    }

    /** Since JDK 22 there may be a console without a terminal; before, the method that tells does not exist. */
    private static boolean isTerminal(Console console) {
        try {
            @Nullable Object answer = Console.class.getMethod("isTerminal").invoke(console);
            return Boolean.TRUE.equals(answer);
        } catch (ReflectiveOperationException e) {
            return true;
        }
    }
}
