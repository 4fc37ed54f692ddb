package io.aro.db.testkit.builder;

import io.aro.db.repository.Session;
import java.util.ArrayList;
import java.util.List;
import java.util.function.UnaryOperator;

/**
 * The recipe of a row: changes of the default values, and steps after the insertion.
 *
 * @param <N> the type of a new row
 * @param <E> the type of a stored row
 */
record Recipe<N, E>(UnaryOperator<N> changes, List<Step<E>> steps) {

    Recipe {
        steps = List.copyOf(steps);
    }

    static <N, E> Recipe<N, E> plain() {
        return new Recipe<>(UnaryOperator.identity(), List.of());
    }

    Recipe<N, E> with(UnaryOperator<N> change) {
        return new Recipe<>(given -> change.apply(changes.apply(given)), steps);
    }

    Recipe<N, E> then(Step<E> step) {
        List<Step<E>> all = new ArrayList<>(steps);
        all.add(step);
        return new Recipe<>(changes, all);
    }

    N applyTo(N defaults) {
        return changes.apply(defaults);
    }

    E finish(E row, Session session) {
        E finished = row;
        for (Step<E> step : steps) {
            finished = step.apply(finished, session);
        }
        return finished;
    }

    /** A change of a row, with its new state as result. */
    @FunctionalInterface
    interface Step<E> {

        E apply(E row, Session session);
    }
}
