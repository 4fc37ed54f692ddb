package io.aro.db.cli;

import java.io.Console;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** The environment variables and the terminal of a process; tests replace them. */
interface CommandEnvironment {

    /** Returns the value of an environment variable; empty if unset or an empty string. */
    Optional<String> variable(String name);

    /** Prompts for a secret without echo; returns empty without a terminal or without an answer. */
    Optional<String> ask(String question);

    /** Returns the environment and the terminal of the running process. */
    static CommandEnvironment ofProcess() {
        return new CommandEnvironment() {
            @Override
            public Optional<String> variable(String name) {
                return Optional.ofNullable(System.getenv(name)).filter(value -> !value.isEmpty());
            }

            @Override
            @SuppressWarnings("SystemConsoleNull") // JDK 21 returns null without a terminal.
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

    /**
     * Returns whether the console is a terminal. Since JDK 22, a console can exist without a terminal; JDK 21 has
     * neither such consoles nor the method, hence the reflection.
     */
    private static boolean isTerminal(Console console) {
        try {
            @Nullable Object answer = Console.class.getMethod("isTerminal").invoke(console);
            return Boolean.TRUE.equals(answer);
        } catch (ReflectiveOperationException e) {
            return true;
        }
    }
}
