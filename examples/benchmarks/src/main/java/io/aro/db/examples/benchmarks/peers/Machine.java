package io.aro.db.examples.benchmarks.peers;

import java.util.Locale;

/** The machine of a run. */
final class Machine {

    private Machine() {}

    /** Returns processors, system and Java in one line. */
    static String describe() {
        return String.format(
                Locale.ROOT,
                "%d processors, %s %s, Java %s",
                Runtime.getRuntime().availableProcessors(),
                System.getProperty("os.name"),
                System.getProperty("os.arch"),
                System.getProperty("java.vm.version"));
    }
}
