package io.aro.db.testkit.lint;

import java.util.function.Predicate;
import java.util.stream.Stream;

/** A search for statements with a breach of a rule. */
@FunctionalInterface
interface BreachFinder {

    Stream<Statement> breaches(Script script);

    static BreachFinder ofStatement(Predicate<Statement> breaks) {
        return script -> script.statements().stream().filter(breaks);
    }

    static BreachFinder ofScript(Predicate<Script> breaks) {
        return script -> breaks.test(script) ? Stream.of(script.whole()) : Stream.empty();
    }
}
