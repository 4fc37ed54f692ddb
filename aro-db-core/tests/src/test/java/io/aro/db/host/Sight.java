package io.aro.db.host;

import io.aro.db.error.AroDatabaseException;
import io.aro.db.error.ConfigurationException;
import io.aro.db.error.TransactionMisuseException;
import io.aro.db.testkit.jdbc.StatementCounter;
import io.aro.db.testkit.jdbc.Statements;
import java.util.Locale;
import java.util.NoSuchElementException;
import java.util.concurrent.atomic.AtomicReference;
import org.assertj.core.api.Condition;
import org.jspecify.annotations.Nullable;

/**
 * The result of a call.
 *
 * @param statements the sent statements
 * @param failure the thrown exception, or null
 */
record Sight(Statements statements, @Nullable RuntimeException failure) {

    static Sight of(StatementCounter counter, Runnable call) {
        AtomicReference<@Nullable RuntimeException> failure = new AtomicReference<>();
        Statements statements = counter.counting(() -> {
            try {
                call.run();
            } catch (RuntimeException e) {
                failure.set(e);
            }
        });
        return new Sight(statements, failure.get());
    }

    /** Returns the condition for a word of the tables. */
    static Condition<Sight> said(String word) {
        return new Condition<>(sight -> sight.is(word), "%s", word);
    }

    private boolean is(String word) {
        return switch (word) {
            case "refused" -> isRefused() && statements.count() == 0;
            case "joins" -> !isRefused() && statements.count() > 0 && statements.commits() == 0;
            case "writes nothing" ->
                statements.commits() == 0 && statements.sql().stream().noneMatch(Sight::writes);
            case "reads", "commits" -> !isRefused();
            default -> throw new IllegalArgumentException(word);
        };
    }

    /** Returns whether the call was refused. On empty tables a call may find no row, without a refusal. */
    private boolean isRefused() {
        return failure instanceof TransactionMisuseException
                || (failure instanceof ConfigurationException && statements.count() == 0)
                || !(failure == null
                        || failure instanceof AroDatabaseException
                        || failure instanceof NoSuchElementException);
    }

    private static boolean writes(String sql) {
        return sql.strip().toLowerCase(Locale.ROOT).matches("(?s)(insert|update|delete|with).*");
    }
}
