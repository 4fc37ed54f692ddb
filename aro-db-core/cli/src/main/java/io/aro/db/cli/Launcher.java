package io.aro.db.cli;

/**
 * The main class of the command line's jar; reports an outdated Java in a sentence.
 *
 * <p>Compiled for Java 8, so use only its language and library here. All classes but this need Java 21; on an older
 * version, loading them fails with a stack trace.
 */
public final class Launcher {

    private static final int OLDEST = 21;

    private Launcher() {}

    /** Runs the command line; on a Java older than 21, prints a sentence and exits with 1. */
    public static void main(String[] arguments) {
        String refusal = refusal(System.getProperty("java.specification.version"), System.getProperty("java.home"));
        if (refusal.isEmpty()) {
            AroDbCommand.main(arguments);
        } else {
            System.err.println(refusal);
            System.exit(1);
        }
    }

    /**
     * Returns the reason against running on a Java version.
     *
     * @param version the specification version, such as 1.8 or 21
     * @param home the directory of the Java installation
     * @return an empty string for a supported version
     */
    static String refusal(String version, String home) {
        // Up to Java 8, versions had the form 1.8.
        int major = Integer.parseInt(version.startsWith("1.") ? version.substring(2) : version);
        return major >= OLDEST
                ? ""
                : "aro-db needs Java " + OLDEST + " or newer; this is Java " + major + " in " + home
                        + ". Run aro-db with a newer Java.";
    }
}
