package io.aro.db.connection;

import io.aro.db.error.ConfigurationException;
import org.postgresql.Driver;

/**
 * A replica with the rules for its reads.
 *
 * @param url the JDBC URL, without a password
 */
record ReplicaOption(String url, ReplicaPolicy policy) {

    /**
     * Returns the option.
     *
     * @throws ConfigurationException if a value is null, or the URL is invalid
     */
    static ReplicaOption of(String url, ReplicaPolicy policy) {
        PostgresUrl.check(Options.required("URL of the replica", url));
        if (Driver.parseURL(url, null) == null) {
            throw new ConfigurationException(
                    "The URL of the replica is not understood by the driver; use jdbc:postgresql://<host>:<port>/<database>.");
        }
        return new ReplicaOption(url, Options.required("policy of the replica", policy));
    }
}
