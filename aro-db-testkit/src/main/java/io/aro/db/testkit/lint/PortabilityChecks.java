package io.aro.db.testkit.lint;

import java.util.Set;

/** Checks for statements rejected by Citus, or in need of permission there, in a distributed schema. */
final class PortabilityChecks {

    private static final Set<String> TRIGGER_WORDS = Set.of("or", "replace", "constraint", "temp", "temporary");

    private PortabilityChecks() {}

    static boolean crowdsConstraint(Statement statement) {
        return statement.addedConstraints().findAny().isPresent()
                && statement.actions().count() > 1;
    }

    static boolean addsAndDrops(Statement statement) {
        return statement.actions().anyMatch(action -> action.startsWith("ADD"))
                && statement.actions().anyMatch(action -> action.startsWith("DROP"));
    }

    static boolean makesTriggerWithoutPromise(Statement statement) {
        return makesTrigger(statement.phrase()) && !statement.namesPromise();
    }

    private static boolean makesTrigger(Phrase phrase) {
        Change.Words words = new Change.Words(phrase);
        if (!words.skip("CREATE")) {
            return false;
        }
        words.skipAny(TRIGGER_WORDS);
        return words.skip("TRIGGER");
    }
}
