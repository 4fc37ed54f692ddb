package io.aro.db.spring.retention;

import org.springframework.boot.autoconfigure.condition.AnyNestedCondition;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBooleanProperty;
import org.springframework.boot.autoconfigure.condition.ConditionalOnProperty;

/** The condition of an archive: a folder is named, or retention is on and requires a folder. */
final class OnArchive extends AnyNestedCondition {

    OnArchive() {
        super(ConfigurationPhase.REGISTER_BEAN);
    }

    /** The condition of a named folder. */
    @ConditionalOnProperty("aro.db.retention.archive")
    static final class Named {}

    /** The condition of retention on a schedule. */
    @ConditionalOnBooleanProperty("aro.db.retention.enabled")
    static final class Enabled {}
}
