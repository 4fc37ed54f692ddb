package io.aro.db.error;

import static org.assertj.core.api.Assertions.assertThat;

import io.aro.db.error.internal.PostgresStates;
import io.aro.db.error.internal.SqliteCodes;
import io.aro.db.error.internal.VendorErrors;
import io.aro.db.testkit.BothEngines;
import io.aro.db.testkit.Engine;
import io.aro.db.testkit.TestDatabase;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.postgresql.util.PSQLException;
import org.postgresql.util.PSQLState;
import org.postgresql.util.ServerErrorMessage;
import org.sqlite.SQLiteErrorCode;
import org.sqlite.SQLiteException;
import org.sqlite.core.DB;

/** Every code of servers and drivers; a new code fails this test until it has a meaning. */
class ErrorCodesTest {

    /** The server's own list, the source of its build. */
    private static final String LIST =
            "SELECT pg_read_file(setting || '/errcodes.txt') FROM pg_config WHERE name = 'SHAREDIR'";

    private static final Pattern STATE = Pattern.compile("^([0-9A-Z]{5})\\s+[EWS]\\s+ERRCODE_", Pattern.MULTILINE);

    @BothEngines({Engine.POSTGRES_15, Engine.POSTGRES_18})
    void everyStateOfTheServerHasAMeaning(TestDatabase database) throws SQLException {
        List<String> states = states(database);

        assertThat(states).hasSizeGreaterThan(240);
        assertThat(states)
                .allSatisfy(state -> assertThat(PostgresStates.of(state)).isPresent());
        assertThat(states).allSatisfy(state -> saysWhatToDo(VendorErrors.translate(sent(state))));
    }

    @ParameterizedTest
    @EnumSource(value = PSQLState.class, mode = EnumSource.Mode.EXCLUDE, names = "UNKNOWN_STATE")
    void everyStateOfTheDriverHasAMeaning(PSQLState state) {
        AroDatabaseException refusal = VendorErrors.translate(new PSQLException("The driver says so.", state));

        assertThat(PostgresStates.of(state.getState())).isPresent();
        saysWhatToDo(refusal);
    }

    @ParameterizedTest
    @EnumSource(SQLiteErrorCode.class)
    void everyResultCodeHasAMeaning(SQLiteErrorCode code) {
        AroDatabaseException refusal = VendorErrors.translate(new SQLiteException(code.message, code));

        assertThat(SqliteCodes.of(code)).isPresent();
        saysWhatToDo(refusal);
    }

    /** A newer SQLite may send extended codes without a name in its driver; their lowest bits are known. */
    @ParameterizedTest
    @CsvSource({
        "5, ContentionException",
        "10, UnavailableException",
        "11, ConfigurationException",
        "14, UnavailableException",
        "19, ConstraintViolationException"
    })
    void anExtendedCodeThatTheDriverDoesNotKnowMeansWhatItsPrimaryCodeMeans(int primary, String exception) {
        int unknown = primary | 200 << 8;

        assertThat(VendorErrors.translate(DB.newSQLException(unknown, "it says"))
                        .getClass()
                        .getSimpleName())
                .isEqualTo(exception);
    }

    @Test
    void aCodeOfNobodyIsNamedAsItIs() {
        assertThat(VendorErrors.translate(new SQLException("of a proxy", "ZZ123")))
                .isInstanceOfSatisfying(
                        StatementFailedException.class,
                        failure -> assertThat(failure.vendorCode()).isEqualTo("ZZ123"));
        assertThat(VendorErrors.translate(new SQLException("of a proxy", "Z")))
                .isInstanceOf(StatementFailedException.class);
    }

    @ParameterizedTest
    @CsvSource({
        "08001, UnavailableException, true", "08006, UnavailableException, false",
        "0A000, StatementFailedException, false", "22001, ConstraintViolationException, false",
        "22012, StatementFailedException, false", "23505, ConstraintViolationException, false",
        "26000, ConfigurationException, false", "3F000, ConfigurationException, false",
        "40001, ContentionException, true", "40003, UnavailableException, false",
        "42501, ConfigurationException, false", "42P01, SchemaMismatchException, false",
        "53200, UnavailableException, true", "54001, StatementFailedException, false",
        "57014, UnavailableException, false", "XX001, UnavailableException, false"
    })
    void theStateDecidesOnTheExceptionAndOnRepeating(String state, String exception, boolean retryable) {
        AroDatabaseException refusal = VendorErrors.translate(sent(state));

        assertThat(refusal.getClass().getSimpleName()).isEqualTo(exception);
        assertThat(refusal.isRetryable()).isEqualTo(retryable);
    }

    /** The driver repeats the statement itself outside of a transaction only. */
    @Test
    void aPlanThatAMigrationHasOutdatedIsWorthRepeating() {
        SQLException outdated = new PSQLException(new ServerErrorMessage(
                "SERROR\0C0A000\0Mcached plan must not change result type\0RRevalidateCachedQuery\0"));

        assertThat(VendorErrors.translate(outdated)).isInstanceOf(ContentionException.class);
    }

    private static void saysWhatToDo(AroDatabaseException refusal) {
        assertThat(refusal).hasMessageMatching("(?s)[A-Z].{20,}\\.").hasMessageNotContaining("No connection");
    }

    private static PSQLException sent(String state) {
        return new PSQLException(new ServerErrorMessage("SERROR\0C" + state + "\0Mit says\0"));
    }

    private static List<String> states(TestDatabase database) throws SQLException {
        try (Connection connection = database.dataSource().getConnection();
                Statement statement = connection.createStatement();
                ResultSet list = statement.executeQuery(LIST)) {
            list.next();
            return STATE.matcher(list.getString(1))
                    .results()
                    .map(MatchResult::group)
                    .map(line -> line.substring(0, 5))
                    .distinct()
                    .toList();
        }
    }
}
