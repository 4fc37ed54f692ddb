package io.aro.db.error;

import static org.assertj.core.api.Assertions.assertThat;

import io.aro.db.error.internal.VendorErrors;
import java.sql.SQLException;
import java.sql.SQLTransientConnectionException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.postgresql.util.PSQLException;
import org.postgresql.util.PSQLState;

/** Failed and refused connections, with their retry decisions. */
class OutageTest {

    @ParameterizedTest
    @CsvSource({
        "08001, true",
        "53100, true",
        "53300, true",
        "57P03, true",
        "08006, false",
        "57P01, false",
        "28P01, false"
    })
    void isRetryableIfNothingCanHaveBeenDone(String state, boolean retryable) {
        AroDatabaseException outage = VendorErrors.translate(new SQLException("The server is away.", state));

        assertThat(outage).isInstanceOf(UnavailableException.class);
        assertThat(outage.isRetryable()).isEqualTo(retryable);
    }

    /** The driver's state for a failure before the password check. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "The server does not support SSL.",
                "The authentication type 7 is not supported.",
                "The server requested SCRAM-based authentication, but no password was provided."
            })
    void isNotAboutAWrongPasswordIfTheDriverRefusesTheServer(String words) {
        PSQLException refused = new PSQLException(words, PSQLState.CONNECTION_REJECTED);

        AroDatabaseException outage = VendorErrors.translate(refused);

        assertThat(outage)
                .isInstanceOf(UnavailableException.class)
                .hasMessageContaining("do not agree on how to connect")
                .hasMessageNotContaining("refused");
        assertThat(outage.isRetryable()).isFalse();
    }

    @Test
    void isRetryableIfThePoolGivesNoConnectionInTime() {
        AroDatabaseException outage = VendorErrors.translate(new SQLTransientConnectionException("Too late."));

        assertThat(outage.isRetryable()).isTrue();
    }

    @Test
    void isNotRetryableIfTheConnectionIsClosed() {
        AroDatabaseException outage = VendorErrors.translate(new SQLException("Connection is closed"));

        assertThat(outage).isInstanceOf(UnavailableException.class);
        assertThat(outage.isRetryable()).isFalse();
    }
}
