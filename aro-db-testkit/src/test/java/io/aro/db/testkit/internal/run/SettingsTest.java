package io.aro.db.testkit.internal.run;

import static org.assertj.core.api.Assertions.assertThat;

import io.aro.db.testkit.GivenSettings;
import java.util.Map;
import org.junit.jupiter.api.Test;

public class SettingsTest {

    @Test
    void readsThePropertyBeforeTheVariable() {
        Settings settings = GivenSettings.of(Map.of("aro.test.x", "property"), Map.of("ARO_TEST_X", "variable"));

        assertThat(settings.find("aro.test.x")).contains("property");
    }

    @Test
    void readsTheVariableOfTheSameNameInCapitals() {
        Settings settings = GivenSettings.of(Map.of(), Map.of("ARO_TEST_X_18", "variable"));

        assertThat(settings.find("aro.test.x.18")).contains("variable");
    }

    @Test
    void takesABlankPropertyForNone() {
        Settings settings = GivenSettings.of(Map.of("aro.test.x", " "), Map.of("ARO_TEST_X", "variable"));

        assertThat(settings.find("aro.test.x")).isEmpty();
    }

    @Test
    void isOnOnlyIfItSaysTrue() {
        Settings settings = GivenSettings.of(Map.of("yes", "True", "no", "false", "other", "1"), Map.of());

        assertThat(settings.isOn("yes")).isTrue();
        assertThat(settings.isOn("no")).isFalse();
        assertThat(settings.isOn("other")).isFalse();
        assertThat(settings.isOn("missing")).isFalse();
    }
}
