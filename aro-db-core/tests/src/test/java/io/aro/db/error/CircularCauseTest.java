package io.aro.db.error;

import static org.assertj.core.api.Assertions.assertThat;

import io.aro.db.error.internal.CauseChain;
import io.aro.db.error.internal.VendorErrors;
import java.sql.SQLException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.postgresql.util.PSQLException;
import org.postgresql.util.PSQLState;

/** Exceptions in a circle, as PostgreSQL's driver makes them of the two fatal messages of a pooler. */
class CircularCauseTest {

    @Test
    void translatesTheEndOfASessionBehindAPooler() {
        SQLException ended = circle(PSQLState.CONNECTION_FAILURE, "FATAL: terminating connection");

        AroDatabaseException translated = VendorErrors.translate(ended);

        assertThat(translated).isInstanceOf(UnavailableException.class).hasCause(ended);
        assertThat(VendorErrors.isConnectionLost(ended)).isTrue();
        assertThat(VendorErrors.isWriteRefused(ended)).isFalse();
        assertThat(VendorErrors.isOfDriver(new IllegalStateException(ended))).isTrue();
    }

    /** Only the quoting exception matters, wherever it is in the circle. */
    @ParameterizedTest
    @ValueSource(strings = {"first", "second"})
    void withholdsAValueInACircle(String quoting) {
        PSQLState data = PSQLState.NUMERIC_VALUE_OUT_OF_RANGE;
        SQLException circle = quoting.equals("first")
                ? circle(data, "ERROR: value \"Lovelace\"")
                : circle(PSQLState.CONNECTION_FAILURE, "FATAL: terminating connection");
        if (quoting.equals("second")) {
            circle.getNextException().addSuppressed(new PSQLException("ERROR: value \"Lovelace\"", data));
        }

        Throwable unquoted = VendorErrors.unquoted(circle);

        assertThat(unquoted).isNotSameAs(circle);
        assertThat(CauseChain.of(unquoted))
                .noneMatch(at -> String.valueOf(at.getMessage()).contains("Lovelace"));
        assertThat(unquoted).isInstanceOf(SQLException.class);
        assertThat(((SQLException) unquoted).getNextException().getCause()).isSameAs(unquoted);
    }

    private static SQLException circle(PSQLState state, String message) {
        SQLException first = new PSQLException(message, state);
        first.setNextException(new PSQLException("FATAL: server conn crashed?", PSQLState.PROTOCOL_VIOLATION, first));
        return first;
    }
}
