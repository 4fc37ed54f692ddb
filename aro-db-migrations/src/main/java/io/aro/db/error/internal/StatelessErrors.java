package io.aro.db.error.internal;

import java.sql.SQLClientInfoException;
import java.sql.SQLDataException;
import java.sql.SQLException;
import java.sql.SQLFeatureNotSupportedException;
import java.sql.SQLIntegrityConstraintViolationException;
import java.sql.SQLInvalidAuthorizationSpecException;
import java.sql.SQLNonTransientConnectionException;
import java.sql.SQLRecoverableException;
import java.sql.SQLSyntaxErrorException;
import java.sql.SQLTimeoutException;
import java.sql.SQLTransactionRollbackException;
import java.sql.SQLTransientConnectionException;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.sqlite.FileException;
import org.sqlite.NativeLibraryNotFoundException;

/** The meanings of failures without a SQLSTATE or a result code. The type takes precedence over the message. */
final class StatelessErrors {

    /** The meaning of an exception by its class. */
    private record ByType(Class<? extends Throwable> type, Meaning meaning) {}

    /** A class of jOOQ by name; the module has no dependency on jOOQ. */
    private record ByName(String type, Meaning meaning) {}

    /** The meaning of an exception by words of its message. */
    private record ByWords(Pattern words, Meaning meaning) {

        static ByWords of(String words, Meaning meaning) {
            return new ByWords(Pattern.compile(words), meaning);
        }
    }

    private static final List<ByType> TYPES = List.of(
            new ByType(NativeLibraryNotFoundException.class, Meaning.NO_LIBRARY),
            new ByType(FileException.class, Meaning.NO_LIBRARY),
            new ByType(UnsatisfiedLinkError.class, Meaning.NO_LIBRARY),
            // The type thrown by pools on a timeout, before anything was sent.
            new ByType(SQLTransientConnectionException.class, Meaning.POOL_EMPTY),
            new ByType(SQLNonTransientConnectionException.class, Meaning.LOST),
            new ByType(SQLRecoverableException.class, Meaning.LOST),
            new ByType(SQLClientInfoException.class, Meaning.LOST),
            new ByType(SQLTimeoutException.class, Meaning.TIME_LIMIT),
            new ByType(SQLTransactionRollbackException.class, Meaning.CONTENTION),
            new ByType(SQLIntegrityConstraintViolationException.class, Meaning.CHECK),
            new ByType(SQLDataException.class, Meaning.CHECK),
            new ByType(SQLInvalidAuthorizationSpecException.class, Meaning.CREDENTIALS),
            new ByType(SQLFeatureNotSupportedException.class, Meaning.UNSUPPORTED),
            new ByType(SQLSyntaxErrorException.class, Meaning.NO_CODE));

    private static final List<ByName> NAMES = List.of(
            new ByName("org.jooq.exception.DataChangedException", Meaning.CONTENTION),
            new ByName("org.jooq.exception.NoDataFoundException", Meaning.ROW_COUNT),
            new ByName("org.jooq.exception.TooManyRowsException", Meaning.ROW_COUNT),
            new ByName("org.jooq.exception.DataTypeException", Meaning.UNREADABLE),
            new ByName("org.jooq.exception.MappingException", Meaning.UNREADABLE),
            new ByName("org.jooq.exception.SQLDialectNotSupportedException", Meaning.UNSUPPORTED));

    private static final List<ByWords> WORDS = List.of(
            // Thrown by jOOQ.
            ByWords.of("^Error while reading field: ", Meaning.UNREADABLE),
            // Thrown by SQLite's driver before it opens the file.
            ByWords.of("^path to '.*' does not exist|^opening db: ", Meaning.FILE_REFUSED),
            ByWords.of("^Error parsing (time|date)", Meaning.UNREADABLE),
            // Thrown by DBCP, Tomcat, Agroal, c3p0, Vibur and Druid, before anything was sent.
            ByWords.of(
                    "(?i)timeout waiting for idle object|\\bpool exhausted\\b|\\bpool empty\\. unable to fetch a connection"
                            + "|\\bacquisition timeout\\b|\\bcheckout a connection has timed out"
                            + "|^couldn't obtain sql connection from pool |^wait millis [0-9]+, active ",
                    Meaning.POOL_EMPTY),
            // Thrown by the pools and by SQLite's driver.
            ByWords.of("(?i)\\bclosed\\b|has been finalized", Meaning.CLOSED));

    private StatelessErrors() {}

    /** Returns the meaning of the failure alone, without its causes; null if unknown. */
    static @Nullable Meaning find(Throwable error) {
        return TYPES.stream()
                .filter(row -> row.type().isInstance(error))
                .map(ByType::meaning)
                .findFirst()
                .or(() -> ofName(error.getClass()))
                .or(() ->
                        error instanceof SQLException ? ofWords(String.valueOf(error.getMessage())) : Optional.empty())
                .orElse(null);
    }

    private static Optional<Meaning> ofName(Class<?> type) {
        return Stream.<Class<?>>iterate(type, at -> at != null, Class::getSuperclass)
                .flatMap(at -> NAMES.stream().filter(row -> row.type().equals(at.getName())))
                .map(ByName::meaning)
                .findFirst();
    }

    private static Optional<Meaning> ofWords(String message) {
        return WORDS.stream()
                .filter(row -> row.words().matcher(message).find())
                .map(ByWords::meaning)
                .findFirst();
    }
}
