package io.aro.db.testkit;

import io.aro.db.error.ConfigurationException;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Uses a server that somebody else runs, named by {@code -Daro.test.postgres.url.18=jdbc:postgresql://…}, by the
 * environment variable {@code ARO_TEST_POSTGRES_URL_18} or, for whichever version it has, by {@code
 * ARO_TEST_POSTGRES_URL}.
 *
 * <p>The user needs the right to create databases.
 */
final class ConfiguredPostgres implements PostgresSource {

    private static final String PROPERTY = "aro.test.postgres.url.";
    private static final String VARIABLE = "ARO_TEST_POSTGRES_URL";

    private final Setting property;
    private final Setting variable;

    ConfiguredPostgres() {
        this(System::getProperty, System::getenv);
    }

    ConfiguredPostgres(Setting property, Setting variable) {
        this.property = property;
        this.variable = variable;
    }

    @Override
    public PostgresLookup lookup(Engine engine) {
        int major = engine.postgresMajor();
        Optional<String> named = read(property, PROPERTY + major).or(() -> read(variable, VARIABLE + "_" + major));
        if (named.isPresent()) {
            return new PostgresLookup.Found(require(engine, named.get()));
        }
        Optional<String> shared = read(variable, VARIABLE);
        if (shared.isPresent()) {
            PostgresServer server = PostgresServer.at(PostgresAddress.parse(shared.get()), Hosting.FOREIGN);
            if (server.major() == major) {
                return new PostgresLookup.Found(server);
            }
            server.close();
        }
        return new PostgresLookup.Missing("set -D" + PROPERTY + major + " to the JDBC URL of a server");
    }

    private static PostgresServer require(Engine engine, String url) {
        PostgresServer server = PostgresServer.at(PostgresAddress.parse(url), Hosting.FOREIGN);
        if (server.major() != engine.postgresMajor()) {
            server.close();
            throw new ConfigurationException("The URL configured for " + engine.displayName() + " leads to "
                    + server.version() + "; correct " + PROPERTY + engine.postgresMajor() + ".");
        }
        return server;
    }

    private static Optional<String> read(Setting from, String name) {
        return Optional.ofNullable(from.read(name)).filter(value -> !value.isBlank());
    }

    /** Reads a system property or an environment variable. */
    @FunctionalInterface
    interface Setting {

        @Nullable
        String read(String name);
    }
}
