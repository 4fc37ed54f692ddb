package io.aro.db.error.internal;

import java.sql.SQLException;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.Deque;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * The exceptions behind an exception, each once.
 *
 * <p>The links may form a circle. At the end of a server session PgBouncer sends two fatal messages, and PostgreSQL's
 * driver makes two exceptions of them. The second is next of the first, and the first is cause of the second.
 */
public final class CauseChain {

    private CauseChain() {}

    /** Returns the error and its causes. */
    public static Stream<Throwable> of(Throwable error) {
        return by(error, Throwable::getCause);
    }

    /** Returns the error and its causes. For an exception without a cause, the next exception follows. */
    static Stream<Throwable> withNext(Throwable error) {
        return by(error, CauseChain::following);
    }

    /** Returns the cause, or without one the next exception of an exception of JDBC. */
    static @Nullable Throwable following(Throwable error) {
        Throwable cause = error.getCause();
        return cause == null && error instanceof SQLException sql ? sql.getNextException() : cause;
    }

    /** Returns the error and all exceptions reachable by cause, next and suppressed exceptions. */
    static Set<Throwable> reachable(Throwable error) {
        Set<Throwable> seen = identitySet();
        Deque<Throwable> open = new ArrayDeque<>();
        open.add(error);
        while (!open.isEmpty()) {
            Throwable at = open.remove();
            if (seen.add(at)) {
                open.addAll(Arrays.asList(at.getSuppressed()));
                Stream.of(at.getCause(), at instanceof SQLException sql ? sql.getNextException() : null)
                        .filter(Objects::nonNull)
                        .forEach(open::add);
            }
        }
        return seen;
    }

    private static Stream<Throwable> by(Throwable error, Function<Throwable, @Nullable Throwable> link) {
        Set<Throwable> seen = identitySet();
        List<Throwable> chain = new ArrayList<>();
        for (Throwable at = error; at != null && seen.add(at); at = link.apply(at)) {
            chain.add(at);
        }
        return chain.stream();
    }

    private static Set<Throwable> identitySet() {
        return Collections.newSetFromMap(new IdentityHashMap<>());
    }
}
