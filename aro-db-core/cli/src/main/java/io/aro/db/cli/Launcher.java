package io.aro.db.cli;

/**
 * The main class of the command line's jar, which tells an old Java what it lacks.
 *
 * <p>It is compiled for Java 8, whose language is all it may use; every other class needs Java 21, and an older one would
 * end with a stack trace.
 */
public final class Launcher {

    private static final int OLDEST = 21;

    private Launcher() {}

    /** Runs the command line, or ends with the exit code 1 and one sentence. */
    public static void main(String[] arguments) {
        String refusal = refusal(System.getProperty("java.specification.version"), System.getProperty("java.home"));
        if (refusal.isEmpty()) {
            AroDbCommand.main(arguments);
        } else {
            System.err.println(refusal);
            System.exit(1);
        }
    }

    /** Returns why the command line cannot run; empty if it can. */
    static String refusal(String version, String home) {
        // Up to Java 8 a version looked like 1.8.
        int major = Integer.parseInt(version.startsWith("1.") ? version.substring(2) : version);
        return major >= OLDEST
                ? ""
                : "aro-db needs Java " + OLDEST + " or newer, and this is Java " + major + " in " + home
                        + "; run it by a newer java.";
    }
}
