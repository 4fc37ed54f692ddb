package io.aro.db.testkit;

import io.aro.db.error.ConfigurationException;
import io.aro.db.testkit.internal.run.Settings;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** The engines of a run, as listed by {@code aro.test.engines}; all by default. */
final class ChosenEngines {

    static final String SETTING = "aro.test.engines";

    /** The name of every version of PostgreSQL together. */
    private static final String POSTGRES = "postgres";

    private final Set<Engine> engines;
    private final String listed;

    private ChosenEngines(Set<Engine> engines, String listed) {
        this.engines = engines;
        this.listed = listed;
    }

    /**
     * Reads the setting.
     *
     * @throws ConfigurationException if the setting names an unknown engine
     */
    static ChosenEngines of(Settings settings) {
        String listed = settings.find(SETTING).orElse("");
        Set<Engine> engines = listed.isEmpty()
                ? EnumSet.allOf(Engine.class)
                : Arrays.stream(listed.split(",", -1))
                        .flatMap(name -> named(name.strip().toLowerCase(Locale.ROOT)).stream())
                        .collect(Collectors.toCollection(() -> EnumSet.noneOf(Engine.class)));
        return new ChosenEngines(engines, listed);
    }

    private static List<Engine> named(String name) {
        List<Engine> engines = Arrays.stream(Engine.values())
                .filter(engine -> nameOf(engine).equals(name) || (engine.isPostgres() && POSTGRES.equals(name)))
                .toList();
        if (engines.isEmpty()) {
            String known = Stream.concat(
                            Stream.of(POSTGRES), Arrays.stream(Engine.values()).map(ChosenEngines::nameOf))
                    .sorted()
                    .collect(Collectors.joining(", "));
            throw new ConfigurationException(
                    "The setting " + SETTING + " names \"" + name + "\"; choose from " + known + ".");
        }
        return engines;
    }

    private static String nameOf(Engine engine) {
        return engine.name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    boolean include(Engine engine) {
        return engines.contains(engine);
    }

    /** Returns the excluded engines. */
    Set<Engine> others() {
        return EnumSet.complementOf(EnumSet.copyOf(engines));
    }

    /** Returns the reason for excluding the engine, with its remedy. */
    String whyNot(Engine engine) {
        return engine.displayName() + " is " + leftOut() + "; add " + nameOf(engine)
                + " to the setting to test on that engine too.";
    }

    /** Returns the reason for excluding any engine, without an engine's name. */
    String leftOut() {
        return "left out by " + SETTING + "=" + listed;
    }
}
