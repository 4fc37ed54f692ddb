package io.aro.db.event;

import static io.aro.db.schema.Tables.APPOINTMENTS;
import static io.aro.db.schema.Tables.BUSINESS_CONFIG;
import static io.aro.db.schema.Tables.CONSENTS;
import static io.aro.db.schema.Tables.CUSTOMERS;
import static io.aro.db.schema.Tables.DEAD_LETTERS;
import static io.aro.db.schema.Tables.REMINDER_LOGS;
import static io.aro.db.schema.Tables.WORKFLOW_INSTANCES;

import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.jooq.TableField;

/** Knows which nouns of events stand for rows of our own tables; any other noun is somebody else's. */
final class EntityNouns {

    private static final Map<String, TableField<?, UUID>> KEYS = Map.of(
            "customer", CUSTOMERS.ID,
            "appointment", APPOINTMENTS.ID,
            "reminder", REMINDER_LOGS.ID,
            "workflow", WORKFLOW_INSTANCES.ID,
            "dead_letter", DEAD_LETTERS.ID,
            "consent", CONSENTS.ID,
            "config", BUSINESS_CONFIG.ID);

    private EntityNouns() {}

    /** Returns the column with the ids of such entities; nothing if the noun is not one of ours. */
    static Optional<TableField<?, UUID>> keyOf(String noun) {
        return Optional.ofNullable(KEYS.get(noun));
    }
}
