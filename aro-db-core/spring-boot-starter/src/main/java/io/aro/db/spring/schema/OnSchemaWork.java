package io.aro.db.spring.schema;

import org.springframework.boot.autoconfigure.condition.ConditionalOnProperty;
import org.springframework.boot.autoconfigure.condition.NoneNestedConditions;

/** Matches unless the schema is left alone. */
final class OnSchemaWork extends NoneNestedConditions {

    OnSchemaWork() {
        super(ConfigurationPhase.REGISTER_BEAN);
    }

    /** A schema left alone. */
    @ConditionalOnProperty(name = "aro.db.schema.mode", havingValue = "never")
    static final class Never {}
}
