package io.aro.db.error;

import static org.assertj.core.api.Assertions.assertThat;

import com.zaxxer.hikari.HikariDataSource;
import io.aro.db.error.internal.VendorErrors;
import java.sql.BatchUpdateException;
import java.sql.SQLException;
import java.sql.SQLFeatureNotSupportedException;
import java.sql.SQLTimeoutException;
import java.sql.SQLTransientConnectionException;
import java.util.Locale;
import java.util.stream.Stream;
import org.assertj.core.util.Throwables;
import org.jooq.exception.DataAccessException;
import org.jooq.exception.DataChangedException;
import org.jooq.exception.DataTypeException;
import org.jooq.exception.MappingException;
import org.jooq.exception.NoDataFoundException;
import org.jooq.exception.SQLDialectNotSupportedException;
import org.jooq.exception.TooManyRowsException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.sqlite.NativeLibraryNotFoundException;
import org.sqlite.SQLiteErrorCode;
import org.sqlite.SQLiteException;

/** The causes of failures without a SQLSTATE or a result code. */
class StatelessErrorsTest {

    private static final String VALUE = "Ada Lovelace";

    static Stream<Arguments> failures() {
        return Stream.of(
                of(
                        new SQLTransientConnectionException("Too late."),
                        UnavailableException.class,
                        "The pool provided no"),
                of(new SQLTimeoutException("Too long."), UnavailableException.class, "cancelled by a timeout"),
                of(new SQLFeatureNotSupportedException(), StatementFailedException.class, "does not support"),
                of(new SQLException("The pool has been closed."), UnavailableException.class, "was closed before"),
                of(new SQLException("Connection is closed"), UnavailableException.class, "was closed before"),
                of(new SQLException("database connection closed"), UnavailableException.class, "was closed before"),
                of(
                        new SQLException("opening db: 'a.db': Is a directory"),
                        UnavailableException.class,
                        "cannot be opened"),
                of(
                        new SQLException("Error opening connection", new NativeLibraryNotFoundException("none")),
                        UnavailableException.class,
                        "SQLite's driver unpacks its library"),
                of(
                        new SQLException("Error opening connection", new UnsatisfiedLinkError("noexec")),
                        UnavailableException.class,
                        "SQLite's driver unpacks its library"),
                of(new SQLException("Nobody knows."), StatementFailedException.class, "without a code"),
                of(new SQLException("Nobody knows.", ""), StatementFailedException.class, "without a code"),
                of(new DataAccessException("Nobody knows."), StatementFailedException.class, "without a code"),
                of(new DataChangedException("Changed."), ContentionException.class, "concurrent transaction"),
                of(new NoDataFoundException("None."), StatementFailedException.class, "returned none or several"),
                of(new TooManyRowsException("Two."), StatementFailedException.class, "returned none or several"),
                of(new DataTypeException("A word."), StatementFailedException.class, "cannot be read"),
                of(new MappingException("A word."), StatementFailedException.class, "cannot be read"),
                of(new SQLDialectNotSupportedException("No."), StatementFailedException.class, "does not support"));
    }

    @ParameterizedTest
    @MethodSource("failures")
    void theTypeOrTheWordsTellTheCause(Throwable failure, Class<?> exception, String words) {
        AroDatabaseException refusal = VendorErrors.translate(failure);

        assertThat(refusal).isInstanceOf(exception).hasMessageContaining(words);
        assertThat(refusal).hasMessageNotContaining("No connection");
    }

    /** The messages of DBCP, DBCP without a wait, Tomcat, Agroal, c3p0, Vibur and Druid. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "Cannot get a connection, pool error Timeout waiting for idle object, borrowMaxWaitDuration=PT1S",
                "Cannot get a connection, pool error Pool exhausted",
                "[main] Timeout: Pool empty. Unable to fetch a connection in 1 seconds, none available[size:2; busy:2;"
                        + " idle:0; lastwait:1000].",
                "Sorry, acquisition timeout!",
                "An attempt by a client to checkout a Connection has timed out.",
                "Couldn't obtain SQL connection from pool p1(2/2) within 1000 ms.",
                "wait millis 1001, active 2, maxActive 2, creating 0"
            })
    void aFullPoolOfAnyMakeIsWorthRepeating(String words) {
        AroDatabaseException refusal =
                VendorErrors.translate(new DataAccessException("Error", new SQLException(words)));

        assertThat(refusal)
                .isInstanceOf(UnavailableException.class)
                .hasMessageStartingWith("The pool provided no connection");
        assertThat(refusal.isRetryable()).isTrue();
    }

    @Test
    void aPoolThatCannotReachTheServerSaysSo() {
        SQLException unreachable = new SQLException("Connection refused", "08001");
        SQLException pool = new SQLException("Cannot get a connection, pool error Pool exhausted", unreachable);

        assertThat(VendorErrors.translate(pool)).hasMessageContaining("cannot be reached");
    }

    @ParameterizedTest
    @MethodSource("failures")
    void jooqHidesNothing(Throwable failure, Class<?> exception, String words) {
        AroDatabaseException refusal = VendorErrors.translate(new DataAccessException("SQL [select ?]", failure));

        assertThat(refusal).isInstanceOf(exception).hasMessageContaining(words);
    }

    @Test
    void aBatchWithoutACauseIsNamedByTheExceptionThatFollowsIt() {
        BatchUpdateException batch = new BatchUpdateException("batch entry 0", new int[0]);
        batch.setNextException(new SQLiteException("busy", SQLiteErrorCode.SQLITE_BUSY));

        assertThat(VendorErrors.translate(batch)).isInstanceOf(ContentionException.class);
    }

    @Test
    void aValueThatCannotBeReadIsNamedByItsColumnAndNotQuoted() {
        SQLException unreadable = new SQLException(
                "Error while reading field: \"customers\".\"last_review_request_date\", at JDBC index: 13",
                new IllegalArgumentException("Expected '-' at position 0 in " + VALUE));

        AroDatabaseException refusal = VendorErrors.translate(new DataAccessException("SQL [select ?]", unreadable));

        assertThat(refusal)
                .isInstanceOf(UnreadableValueException.class)
                .hasMessage(
                        "A value of customers.last_review_request_date is not readable as its Java type; correct it in the"
                                + " database.");
        assertThat(Throwables.getStackTrace(refusal)).doesNotContain(VALUE);
    }

    @Test
    void anExpressionThatCannotBeReadIsNotQuoted() {
        SQLException unreadable = new SQLException(
                String.format(Locale.ROOT, "Error while reading field: cast('%s' as int), at JDBC index: 1", VALUE),
                new NumberFormatException(VALUE));

        AroDatabaseException refusal = VendorErrors.translate(unreadable);

        assertThat(refusal).hasMessageStartingWith("A value cannot be read");
        assertThat(Throwables.getStackTrace(refusal)).doesNotContain(VALUE);
    }

    @Test
    void aClosedPoolOfAnApplicationIsNamed() {
        HikariDataSource source = new HikariDataSource();
        source.setJdbcUrl("jdbc:sqlite::memory:");
        source.close();

        assertThat(refusal(source)).isInstanceOf(UnavailableException.class).hasMessageContaining("was closed before");
    }

    private static AroDatabaseException refusal(HikariDataSource source) {
        try {
            source.getConnection().close();
            throw new AssertionError("The pool is open.");
        } catch (SQLException e) {
            return VendorErrors.translate(e);
        }
    }

    private static Arguments of(Throwable failure, Class<?> exception, String words) {
        return Arguments.of(failure, exception, words);
    }
}
