package io.aro.db.error.internal;

import java.sql.BatchUpdateException;
import java.sql.SQLException;
import java.text.ParseException;
import java.util.Arrays;
import java.util.Locale;
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
 * A chain of exceptions that quotes no value of a row or of a statement.
 *
 * <p>A chain without such quotes stays as it is. Otherwise a copy of the driver's exception stands for it, with its type, state,
 * code, constraint and stack trace. What wraps that is left out, since a wrapper repeats the text of its cause.
 *
 * <p>SQLite names columns and rules, never values. PostgreSQL quotes values in the detail of a broken rule, and in the
 * message itself where a value cannot be read.
 */
final class UnquotedCause {

    /** Classes of states that are about locks, the server and its connections: nothing is quoted. */
    private static final Set<String> PLAIN = Set.of("08", "25", "28", "3D", "40", "53", "55", "57", "58");

    /** Classes of states whose message names rules and columns, and whose detail may quote values. */
    private static final Set<String> PLAIN_MESSAGE = Set.of("0A", "23", "42", "54");

    /** The class of data that is not as it must be. */
    private static final String DATA = "22";

    /** The state of a text that is too long, whose message names the type. */
    private static final String TOO_LONG = "22001";

    /** The server puts values between quotation marks of its language, or writes numbers as they are. */
    private static final Pattern VALUE = Pattern.compile("[\\p{Pi}\\p{Pf}\\p{Nd}\"'`\u201E\u201A\u300C\u300D]");

    private static final String WITHHELD = "The message is withheld, since it may quote values; its class was %s.";

    private UnquotedCause() {}

    /** Returns the chain itself or what stands for it. */
    static Throwable of(Throwable error) {
        if (!isQuoting(error)) {
            return error;
        }
        return chain(error)
                .filter(SQLException.class::isInstance)
                .map(SQLException.class::cast)
                .findFirst()
                .<Throwable>map(UnquotedCause::copy)
                .orElseGet(() -> withheld(error));
    }

    /** Returns what stands for an exception that says anything at all. */
    static Throwable withheld(Throwable error) {
        RuntimeException copy = new IllegalStateException(
                String.format(Locale.ROOT, WITHHELD, error.getClass().getName()));
        copy.setStackTrace(error.getStackTrace());
        return copy;
    }

    private static boolean isQuoting(Throwable error) {
        return chain(error).anyMatch(UnquotedCause::quotes);
    }

    private static boolean quotes(Throwable error) {
        return Arrays.stream(error.getSuppressed()).anyMatch(UnquotedCause::isQuoting)
                || (error instanceof SQLException sql && (quotesItself(sql) || isNextQuoting(sql)));
    }

    private static boolean isNextQuoting(SQLException error) {
        return error.getNextException() != null && isQuoting(error.getNextException());
    }

    private static boolean quotesItself(SQLException error) {
        return switch (error) {
            case PSQLException postgres -> !isPlain(postgres) && !(isPlainMessage(postgres) && isBare(postgres));
            // The driver of PostgreSQL puts the statement, with its values, before the text of its cause.
            case BatchUpdateException batch -> batch.getCause() instanceof PSQLException;
            default -> isQuotingParser(error.getCause());
        };
    }

    /** jOOQ and SQLite's driver have such a cause where a value cannot be read, and it quotes the value. */
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

    private static SQLException copy(SQLException error) {
        SQLException copy = without(error);
        copy.setStackTrace(error.getStackTrace());
        Optional.ofNullable(error.getCause())
                .map(cause -> isQuotingParser(cause) ? withheld(cause) : of(cause))
                .ifPresent(copy::initCause);
        SQLException next = error.getNextException();
        if (next != null) {
            copy.setNextException(of(next) instanceof SQLException sql ? sql : copy(next));
        }
        Arrays.stream(error.getSuppressed()).map(UnquotedCause::of).forEach(copy::addSuppressed);
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

    /** Writes a field as the server does, which ends each with a zero. */
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

    private static Stream<Throwable> chain(Throwable error) {
        return Stream.iterate(error, Objects::nonNull, Throwable::getCause);
    }
}
