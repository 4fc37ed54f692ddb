package io.aro.db.spring.schema;

import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * Properties of the schema.
 *
 * @param mode Treatment of the schema at the start of the service.
 * @param name Schema of the tables in PostgreSQL, in its exact letters. Unset, the current schema of the connections.
 */
@ConfigurationProperties("aro.db.schema")
record AroDbSchemaProperties(
        @DefaultValue("migrate") Mode mode, @Nullable String name) {

    /** The treatments of the schema. */
    enum Mode {
        /** Apply pending migrations. */
        MIGRATE,
        /** Refuse to start without the current schema. */
        VERIFY,
        /** Leave the schema alone. */
        NEVER
    }
}
