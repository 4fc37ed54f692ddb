package io.aro.db.schema;

import static org.assertj.core.api.Assertions.assertThat;

import io.aro.db.migration.Migrator;
import io.aro.db.migration.SchemaStatus.Migration;
import io.aro.db.testkit.BothEngines;
import io.aro.db.testkit.Engine;
import io.aro.db.testkit.TestDatabase;
import io.aro.db.testkit.schema.ForeignKey;
import io.aro.db.testkit.schema.Index;
import io.aro.db.testkit.schema.SchemaSnapshot;
import io.aro.db.testkit.schema.Table;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.NullMarked;
import org.junit.jupiter.api.Test;

/** Goes through what every schema of aro-db must have, on each engine. */
@NullMarked
@BothEngines
class SchemaChecklistTest {

    /** The indexes that services and their operators know by name. */
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

    /** The primary key finds the few transitions of the one appointment, among which the neighbour is looked for. */
    private static final Set<String> FOUND_WITHIN_AN_APPOINTMENT =
            Set.of("fk_appointment_transitions_predecessor", "fk_appointment_transitions_successor");

    private final TestDatabase database;
    private final SchemaSnapshot schema;

    SchemaChecklistTest(TestDatabase database) {
        this.database = database;
        this.schema = SchemaSnapshot.of(database.dataSource());
    }

    @Test
    void everyNamedIndexIsThere() {
        assertThat(schema.tables())
                .flatExtracting(Table::indexes)
                .extracting(Index::name)
                .containsAll(NAMED_INDEXES);
    }

    @Test
    void everyTableHasAPrimaryKey() {
        assertThat(schema.tables())
                .allSatisfy(
                        table -> assertThat(table.primaryKey()).as(table.name()).isNotNull());
    }

    @Test
    void everyForeignKeyIsServedByAnIndex() {
        assertThat(schema.tables().stream().flatMap(SchemaChecklistTest::scanned))
                .extracting(ForeignKey::name)
                .containsExactlyInAnyOrderElementsOf(FOUND_WITHIN_AN_APPOINTMENT);
    }

    @Test
    void everyMigrationHasAWayBackOnBothEngines() {
        List<Migration> migrations = Migrator.of(database.jdbcUrl(), database.user(), database.password())
                .status()
                .migrations();

        assertThat(migrations).isNotEmpty().extracting(Migration::script).allSatisfy(script -> {
            for (String folder : List.of("sqlite", "postgresql")) {
                assertThat(resource("db/aro/" + folder + "/" + script)).isTrue();
                assertThat(resource("db/aro/rollback/" + folder + "/" + script)).isTrue();
            }
        });
    }

    private static Stream<ForeignKey> scanned(Table table) {
        return table.isPartition()
                ? Stream.empty()
                : table.foreignKeys().stream().filter(key -> !table.finds(key.columns()));
    }

    private static boolean resource(String name) {
        return Engine.class.getClassLoader().getResource(name) != null;
    }
}
