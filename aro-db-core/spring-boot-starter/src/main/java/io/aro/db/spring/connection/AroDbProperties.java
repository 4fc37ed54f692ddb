package io.aro.db.spring.connection;

import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * Properties of the database.
 *
 * @param enabled Whether aro-db is configured.
 * @param datasource Name of the DataSource bean to use. Required with several DataSource beans of which none is primary.
 */
@ConfigurationProperties("aro.db")
record AroDbProperties(
        @DefaultValue("true") boolean enabled, @Nullable String datasource) {}
