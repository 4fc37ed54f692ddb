package io.aro.db.testkit;

import io.aro.db.testkit.internal.run.Settings;
import java.util.Map;
import java.util.Optional;

/** Settings made up by a test, and databases that use them. */
public final class GivenSettings {

    private GivenSettings() {}

    /** Returns settings from properties and environment variables. */
    public static Settings of(Map<String, String> properties, Map<String, String> variables) {
        return new Settings(
                name -> Optional.ofNullable(properties.get(name)), name -> Optional.ofNullable(variables.get(name)));
    }

    /** Returns databases on the engines of the settings. */
    public static TestDatabases databases(Settings settings) {
        return new TestDatabases(settings);
    }
}
