package io.aro.db.testkit.lint;

import io.aro.db.testkit.lint.Change.Words;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;

/** Checks for non-repeatable statements outside a transaction: they fail in the next run after a kill. */
final class RepetitionChecks {

    private RepetitionChecks() {}

    /** Finds the statements. A kill may leave an index half built, or complete without a history row. */
    static Stream<Statement> unrepeatable(Script script) {
        if (!script.runsOutsideTransaction()) {
            return Stream.empty();
        }
        Set<String> dropped = new HashSet<>();
        Stream.Builder<Statement> unrepeatable = Stream.builder();
        for (Statement statement : script.statementsWithWords()) {
            if (isUnrepeatable(statement, dropped)) {
                unrepeatable.add(statement);
            }
            dropped.addAll(droppedIfThere(statement));
        }
        return unrepeatable.build();
    }

    private static boolean isUnrepeatable(Statement statement, Collection<String> dropped) {
        Words words = new Words(statement.phrase());
        if (words.skip("DROP", "INDEX")) {
            return droppedIfThere(statement).isEmpty();
        }
        if (!words.skip("CREATE")) {
            return false;
        }
        words.skip("UNIQUE");
        words.skip("INDEX", "CONCURRENTLY");
        words.skip("IF", "NOT", "EXISTS");
        // An unnamed index gets a new name each time.
        return words.rest().startsWith("ON") || !dropped.contains(words.name());
    }

    private static List<String> droppedIfThere(Statement statement) {
        Words words = new Words(statement.phrase());
        boolean isRepeatable = words.skip("DROP", "INDEX", "CONCURRENTLY") && words.skip("IF", "EXISTS");
        return isRepeatable
                ? words.rest().split().stream()
                        .map(index -> new Words(index).name())
                        .toList()
                : List.of();
    }
}
