package io.aro.db.error;

import static org.assertj.core.api.Assertions.assertThat;

import java.sql.SQLException;
import java.sql.SQLTransientConnectionException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

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
