package io.aro.db.examples.benchmarks.peers;

import io.aro.db.examples.benchmarks.peers.contender.Operation;
import io.aro.db.examples.benchmarks.peers.contest.Pace;
import io.aro.db.examples.benchmarks.peers.database.Site;
import io.aro.db.testkit.Engine;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;

/**
 * The options of a benchmark of one engine.
 *
 * @param engineName the engine of this run: sqlite, postgres-15 or postgres-18
 * @param engines the engines of all runs, separated by commas
 * @param paceName the name of the pace: quick, full or smoke
 * @param operations the letters of the operations, separated by commas
 * @param folder the folder of databases and reports
 */
record Options(String engineName, List<String> engines, String paceName, List<String> operations, Path folder) {

    /** Returns the options of arguments in the order of the components. */
    static Options of(String[] args) {
        return new Options(args[0], list(args[1]), args[2], list(args[3]), Path.of(args[4]));
    }

    private static List<String> list(String text) {
        return Arrays.asList(text.split(","));
    }

    /** Returns whether this run is not among the wanted engines. */
    boolean isLeftOut() {
        return !engines.contains(engineName);
    }

    Pace pace() {
        return Pace.of(paceName);
    }

    Site site() throws IOException {
        return Site.of(Engine.valueOf(engineName.toUpperCase(Locale.ROOT).replace('-', '_')), folder);
    }

    List<Operation> operationsExcept(Operation other) {
        return wanted().filter(operation -> operation != other).toList();
    }

    List<Operation> operationsOnly(Operation one) {
        return wanted().filter(operation -> operation == one).toList();
    }

    private Stream<Operation> wanted() {
        return Arrays.stream(Operation.values()).filter(operation -> operations.contains(operation.letter()));
    }
}
