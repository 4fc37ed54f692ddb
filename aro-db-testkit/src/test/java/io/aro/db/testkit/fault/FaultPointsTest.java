package io.aro.db.testkit.fault;

import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.aro.db.error.ConfigurationException;
import io.aro.db.testkit.AroDatabaseTest;
import io.aro.db.testkit.TestDatabase;
import org.junit.jupiter.api.Test;

@AroDatabaseTest
class FaultPointsTest {

    private final Faults faults;

    FaultPointsTest(TestDatabase database) {
        this.faults = Faults.of(database);
    }

    @Test
    void needSomeTextToLookFor() {
        assertThatExceptionOfType(ConfigurationException.class)
                .isThrownBy(() -> faults.onStatement(" "))
                .withMessageContaining("use onStatement(1)");
    }

    @Test
    void areCountedFromOne() {
        assertThatExceptionOfType(ConfigurationException.class)
                .isThrownBy(() -> faults.onStatement(0))
                .withMessage("Calls are counted from 1; there is no statement 0.");
    }
}
