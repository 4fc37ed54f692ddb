package io.aro.db.testkit.internal.postgres;

import io.aro.db.error.ConfigurationException;
import io.aro.db.testkit.internal.run.Settings;
import java.util.Optional;
import java.util.Set;

/**
 * A source of external servers, configured by {@code aro.test.postgres.url.18} for one version, or by
 * {@code aro.test.postgres.url} for any version.
 *
 * <p>The user needs the right to create databases.
 */
public final class ConfiguredPostgres implements PostgresSource {

    private static final String URL = "aro.test.postgres.url";

    private final Settings settings;
    private final Set<Integer> testedMajors;

    public ConfiguredPostgres(Settings settings, Set<Integer> testedMajors) {
        this.settings = settings;
        this.testedMajors = Set.copyOf(testedMajors);
    }

    @Override
    public PostgresLookup lookup(int major) {
        String urlOfVersion = URL + "." + major;
        Optional<String> named = settings.find(urlOfVersion);
        if (named.isPresent()) {
            PostgresServer server = connect(named.get());
            return new PostgresLookup.Found(require(major, server, urlOfVersion));
        }
        Optional<String> shared = settings.find(URL);
        if (shared.isPresent()) {
            PostgresServer server = requireTested(connect(shared.get()));
            if (server.major() == major) {
                return new PostgresLookup.Found(server);
            }
        }
        return new PostgresLookup.Missing("set -D" + urlOfVersion + " to the JDBC URL of a server");
    }

    private static PostgresServer connect(String url) {
        return PostgresServer.at(PostgresAddress.parse(url), ServerLifecycle.FOREIGN);
    }

    /** Returns the server after checking the major version; closes the server on a mismatch. */
    static PostgresServer require(int major, PostgresServer server, String setting) {
        if (server.major() == major) {
            return server;
        }
        server.close();
        throw new ConfigurationException("The setting " + setting + " leads to " + server.version()
                + " in place of PostgreSQL " + major + "; correct it.");
    }

    /** Rejects a server of an untested version, which would otherwise be ignored silently. */
    private PostgresServer requireTested(PostgresServer server) {
        if (testedMajors.contains(server.major())) {
            return server;
        }
        throw new ConfigurationException("The setting " + URL + " leads to " + server.version()
                + ", a version without tests; name another server.");
    }
}
