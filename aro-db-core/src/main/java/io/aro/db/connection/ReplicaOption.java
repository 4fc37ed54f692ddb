package io.aro.db.connection;

import io.aro.db.error.ConfigurationException;

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
        return new ReplicaOption(url, Options.required("policy of the replica", policy));
    }
}
