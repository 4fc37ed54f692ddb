package io.aro.db.error.internal;

import java.sql.BatchUpdateException;
import java.sql.SQLException;
import java.text.ParseException;
import java.util.Arrays;
import java.util.IdentityHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.postgresql.util.PSQLException;
import org.postgresql.util.PSQLState;
import org.postgresql.util.ServerErrorMessage;
import org.sqlite.SQLiteException;

/**
 * A chain of exceptions without quotes of row or statement values.
 *
 * <p>A chain without quotes is kept. Otherwise a copy of the driver's exception replaces the chain. The copy
 * keeps type, state, code, constraint and stack trace. Wrappers are dropped, as a wrapper repeats the message
 * of its cause.
 *
 * <p>SQLite names columns and constraints, never values. PostgreSQL quotes values in the detail of a violated
 * constraint, and in the message of an unreadable value.
 */
final class UnquotedCause {

    /** Classes of states about locks, the server and its connections. Their messages quote nothing. */
    private static final Set<String> PLAIN = Set.of("08", "25", "28", "3D", "40", "53", "55", "57", "58");

    /** Classes of states with plain messages. Their detail may quote values. */
    private static final Set<String> PLAIN_MESSAGE = Set.of("0A", "23", "42", "54");

    /** The class of data exceptions. */
    private static final String DATA = "22";

    /** The state of a text beyond its length. The message names only the type. */
    private static final String TOO_LONG = "22001";

    /** The server puts values between the quotation marks of its language, and writes numbers without any. */
    private static final Pattern VALUE = Pattern.compile("[\\p{Pi}\\p{Pf}\\p{Nd}\"'`\u201E\u201A\u300C\u300D]");

    private static final String WITHHELD = "The message is withheld, since it may quote values; its class was %s.";

    private UnquotedCause() {}

    /** Returns the chain itself or its copy without quotes. */
    static Throwable of(Throwable error) {
        return of(error, new IdentityHashMap<>());
    }

    private static Throwable of(Throwable error, Map<Throwable, SQLException> copies) {
        if (!isQuoting(error)) {
            return error;
        }
        return CauseChain.of(error)
                .filter(SQLException.class::isInstance)
                .map(SQLException.class::cast)
                .findFirst()
                .<Throwable>map(driver -> copy(driver, copies))
                .orElseGet(() -> withheld(error));
    }

    /** Returns a replacement for an exception with an unpredictable message. */
    static Throwable withheld(Throwable error) {
        RuntimeException copy = new IllegalStateException(
                String.format(Locale.ROOT, WITHHELD, error.getClass().getName()));
        copy.setStackTrace(error.getStackTrace());
        return copy;
    }

    private static boolean isQuoting(Throwable error) {
        return CauseChain.reachable(error).stream().anyMatch(at -> at instanceof SQLException sql && quotesItself(sql));
    }

    private static boolean quotesItself(SQLException error) {
        return switch (error) {
            case PSQLException postgres -> !isPlain(postgres) && !(isPlainMessage(postgres) && isBare(postgres));
            // The PostgreSQL driver puts the statement and its values before the message of the cause.
            case BatchUpdateException batch -> batch.getCause() instanceof PSQLException;
            default -> isQuotingParser(error.getCause());
        };
    }

    /** jOOQ and SQLite's driver report an unreadable value by such a cause, with the value in its message. */
    private static boolean isQuotingParser(@Nullable Throwable cause) {
        return cause instanceof RuntimeException || cause instanceof ParseException;
    }

    private static boolean isPlain(SQLException error) {
        return PLAIN.contains(classOf(error));
    }

    private static boolean isPlainMessage(SQLException error) {
        return PLAIN_MESSAGE.contains(classOf(error)) || (classOf(error).equals(DATA) && isWithoutValues(error));
    }

    private static boolean isWithoutValues(SQLException error) {
        return TOO_LONG.equals(error.getSQLState())
                || (error instanceof PSQLException postgres
                        && postgres.getServerErrorMessage() != null
                        && !VALUE.matcher(String.valueOf(
                                        postgres.getServerErrorMessage().getMessage()))
                                .find());
    }

    private static String classOf(SQLException error) {
        String state = String.valueOf(error.getSQLState());
        return state.substring(0, Math.min(2, state.length()));
    }

    private static boolean isBare(PSQLException error) {
        ServerErrorMessage message = error.getServerErrorMessage();
        return message == null
                || Stream.of(message.getDetail(), message.getWhere(), message.getHint(), message.getInternalQuery())
                        .noneMatch(Objects::nonNull);
    }

    private static SQLException copy(SQLException error, Map<Throwable, SQLException> copies) {
        SQLException known = copies.get(error);
        if (known != null) {
            return known;
        }
        SQLException copy = without(error);
        copies.put(error, copy);
        copy.setStackTrace(error.getStackTrace());
        Optional.ofNullable(error.getCause())
                .map(cause -> isQuotingParser(cause) ? withheld(cause) : of(cause, copies))
                .ifPresent(copy::initCause);
        SQLException next = error.getNextException();
        if (next != null) {
            copy.setNextException(of(next, copies) instanceof SQLException sql ? sql : copy(next, copies));
        }
        Arrays.stream(error.getSuppressed()).map(at -> of(at, copies)).forEach(copy::addSuppressed);
        return copy;
    }

    private static SQLException without(SQLException error) {
        return switch (error) {
            case PSQLException postgres -> ofPostgres(postgres);
            case SQLiteException sqlite -> new SQLiteException(sqlite.getMessage(), sqlite.getResultCode());
            case BatchUpdateException batch ->
                new BatchUpdateException(
                        textOf(batch), batch.getSQLState(), batch.getErrorCode(), batch.getUpdateCounts());
            default -> new SQLException(textOf(error), error.getSQLState(), error.getErrorCode());
        };
    }

    private static PSQLException ofPostgres(PSQLException error) {
        ServerErrorMessage message = error.getServerErrorMessage();
        String text = isPlain(error) || isPlainMessage(error) ? String.valueOf(error.getMessage()) : textOf(error);
        if (message == null) {
            return new PSQLException(text, stateOf(error));
        }
        String said = isPlain(error) || isPlainMessage(error) ? message.getMessage() : text;
        return new PSQLException(
                new ServerErrorMessage(Stream.of(
                                field('S', message.getSeverity()),
                                field('C', message.getSQLState()),
                                field('M', said),
                                field('s', message.getSchema()),
                                field('t', message.getTable()),
                                field('c', message.getColumn()),
                                field('d', message.getDatatype()),
                                field('n', message.getConstraint()))
                        .collect(Collectors.joining())),
                false);
    }

    /** Encodes a field of the server's message format, terminated by a zero byte. */
    private static String field(char name, @Nullable String value) {
        return value == null ? "" : name + value + '\0';
    }

    private static @Nullable PSQLState stateOf(SQLException error) {
        return Arrays.stream(PSQLState.values())
                .filter(state -> state.getState().equals(error.getSQLState()))
                .findFirst()
                .orElse(null);
    }

    private static String textOf(Throwable error) {
        return String.format(Locale.ROOT, WITHHELD, error.getClass().getName());
    }
}
