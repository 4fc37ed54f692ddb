package io.aro.db.plan;

import static org.assertj.core.api.Assertions.assertThat;

import io.aro.db.fixture.LargeTables;
import io.aro.db.migration.MigrationSet;
import io.aro.db.testkit.BothEngines;
import io.aro.db.testkit.Engine;
import io.aro.db.testkit.TestDatabase;
import io.aro.db.testkit.checklist.DatabaseChecklist;
import io.aro.db.testkit.checklist.QueryCall;
import io.aro.db.testkit.schema.Index;
import io.aro.db.testkit.schema.SchemaSnapshot;
import io.aro.db.testkit.schema.Table;
import java.sql.SQLException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;

/**
 * The checklist of every database of aro-db.
 *
 * <p>Other tests compare the tables of both engines; {@link QueryPlanTest} has stricter rules for plans.
 */
@BothEngines(Engine.SQLITE)
class AroChecklistTest extends DatabaseChecklist {

    /** The indexes known by name to services and operators. */
    private static final Set<String> NAMED_INDEXES = Set.of(
            "idx_customer_phone",
            "idx_customer_risk",
            "idx_customer_updated",
            "idx_appointment_customer",
            "idx_appointment_date",
            "idx_appointment_status",
            "idx_appointment_upcoming",
            "idx_reminder_appointment",
            "idx_reminder_sent",
            "idx_event_timestamp",
            "idx_event_type",
            "idx_event_entity",
            "idx_event_actor",
            "idx_workflow_appointment",
            "idx_workflow_state",
            "idx_workflow_active",
            "idx_single_config",
            "idx_consent_customer",
            "idx_consent_phone",
            "idx_idempotency_expires",
            "idx_dead_letters_created",
            "idx_dead_letters_archived");

    private static final String FOUND_WITHIN_AN_APPOINTMENT =
            "the primary key finds the few transitions of the one appointment, among which the neighbour is looked for";

    @Override
    protected MigrationSet migrations() {
        return MigrationSet.aro();
    }

    @Override
    protected List<MigrationSet> builtOn() {
        return List.of();
    }

    @Override
    protected List<Class<?>> repositories() {
        return QueryPlanTest.TYPES;
    }

    @Override
    protected void fill(TestDatabase database) {
        try {
            LargeTables.fillSome(database);
        } catch (SQLException e) {
            throw new AssertionError("The tables cannot be filled.", e);
        }
    }

    @Override
    protected List<QueryCall> calls() {
        return PublicCalls.all().stream()
                .map(call -> QueryCall.of(call.method(), call::make))
                .toList();
    }

    @Override
    protected Map<String, String> methodsWithoutIndex() {
        Map<String, String> declared = new HashMap<>(QueryPlanTest.NOT_SERVED);
        declared.keySet().removeIf(method -> method.startsWith("Repository."));
        return declared;
    }

    @Override
    protected Map<String, String> foreignKeysWithoutIndex() {
        return Map.of(
                "fk_appointment_transitions_edge", "no rule is taken away, which alone would look for the moves by it",
                "fk_appointment_transitions_predecessor", FOUND_WITHIN_AN_APPOINTMENT,
                "fk_appointment_transitions_successor", FOUND_WITHIN_AN_APPOINTMENT);
    }

    @Test
    void everyNamedIndexIsThere(TestDatabase database) {
        assertThat(SchemaSnapshot.of(database.dataSource()).tables())
                .flatExtracting(Table::indexes)
                .extracting(Index::name)
                .containsAll(NAMED_INDEXES);
    }
}
