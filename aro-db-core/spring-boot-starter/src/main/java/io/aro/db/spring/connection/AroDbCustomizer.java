package io.aro.db.spring.connection;

import io.aro.db.connection.HostConfig;

/**
 * A change to the configuration of the database. Beans of this type are called in their order, also for a configuration
 * of your own.
 */
@FunctionalInterface
public interface AroDbCustomizer {

    /** Returns the changed configuration. */
    HostConfig customize(HostConfig config);
}
