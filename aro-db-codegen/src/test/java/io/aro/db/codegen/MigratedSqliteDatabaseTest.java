package io.aro.db.codegen;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Properties;
import org.flywaydb.core.api.FlywayException;
import org.jooq.meta.ColumnDefinition;
import org.jooq.meta.DataTypeDefinition;
import org.jooq.meta.Definition;
import org.jooq.meta.TableDefinition;
import org.jooq.meta.jaxb.ForcedType;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class MigratedSqliteDatabaseTest {

    private final MigratedSqliteDatabase database = new MigratedSqliteDatabase();

    /** Configures the database like the code generator, before the first query for tables. */
    @BeforeEach
    void configure() {
        database.setIncludes(new String[] {".*"});
        database.setProperties(new Properties());
    }

    @AfterEach
    void close() {
        database.close();
    }

    @Test
    void readsTheTablesOfTheMigrationsAndNoOthers() {
        assertThat(tables())
                .extracting(Definition::getName)
                .containsExactlyInAnyOrder(
                        "allowed_transitions",
                        "appointment_transitions",
                        "appointments",
                        "archive_segments",
                        "aro_schema_versions",
                        "business_config",
                        "consents",
                        "customer_tags",
                        "customers",
                        "dead_letters",
                        "delivery_subjects",
                        "erasure_secrets",
                        "erasures",
                        "events",
                        "former_belongings",
                        "idempotency_keys",
                        "idempotency_steps",
                        "legal_holds",
                        "reminder_logs",
                        "workflow_instances");
    }

    @ParameterizedTest
    @CsvSource({
        "customers, id, UUID",
        "customers, phone, VARCHAR",
        "customers, risk_score, INTEGER",
        "customers, no_show_count, BIGINT",
        "customers, requires_deposit, BOOLEAN",
        "customers, created_at, INSTANT",
        "appointments, notes, TEXT",
        "events, data, JSONB",
        "idempotency_keys, fence, BIGINT"
    })
    void mapsADeclaredTypeToOneOfJooqs(String table, String column, String type) {
        assertThat(column(table, column).getType().getType()).isEqualTo(type);
    }

    @ParameterizedTest
    @CsvSource({
        "customers, lifetime_value, java.math.BigDecimal, ColumnBindings.Hundredths",
        "customers, confirmation_rate, java.math.BigDecimal, ColumnBindings.Hundredths",
        "idempotency_keys, response, org.jooq.JSONB, ColumnBindings.Document",
        "customers, tags, java.util.List<java.lang.String>, ColumnBindings.TextList",
        "appointments, status, io.aro.db.lifecycle.AppointmentStatus, ColumnBindings.Status",
        "appointments, previous_status, java.util.List<io.aro.db.lifecycle.AppointmentStatus>, ColumnBindings.StatusList"
    })
    void mapsADeclaredTypeToAJavaTypeByABinding(String table, String column, String javaType, String binding) {
        DataTypeDefinition type = column(table, column).getType();

        assertThat(type.getJavaType()).isEqualTo(javaType);
        assertThat(type.getBinding()).isEqualTo("io.aro.db.internal.binding." + binding);
    }

    @Test
    void givesEveryTimeTheBindingThatKeepsOneForm() {
        DataTypeDefinition type =
                column("customers", "last_review_request_date").getType();

        assertThat(type.getType()).isEqualTo("INSTANT");
        assertThat(type.getBinding()).isEqualTo("io.aro.db.internal.binding.TimeBinding");
        assertThat(type.isNullable()).isTrue();
    }

    @Test
    void readsEveryKeyUnderItsName() {
        assertThat(tables())
                .allSatisfy(table -> assertThat(table.getPrimaryKey().getName()).isEqualTo("pk_" + table.getName()));
        assertThat(tables().stream().flatMap(table -> table.getUniqueKeys().stream()))
                .extracting(Definition::getName)
                .contains("uq_allowed_transitions_edge", "uq_appointment_transitions_to");
        assertThat(tables().stream().flatMap(table -> table.getForeignKeys().stream()))
                .extracting(Definition::getName)
                .containsExactlyInAnyOrder(
                        "fk_appointment_transitions_appointment",
                        "fk_appointment_transitions_edge",
                        "fk_appointment_transitions_predecessor",
                        "fk_appointment_transitions_successor",
                        "fk_appointments_customer",
                        "fk_appointments_last_transition",
                        "fk_appointments_rescheduled_from",
                        "fk_consents_customer",
                        "fk_customer_tags_customer",
                        "fk_idempotency_steps_key",
                        "fk_legal_holds_customer",
                        "fk_reminder_logs_appointment",
                        "fk_workflow_instances_appointment");
    }

    @Test
    void leavesTheChecksOut() {
        assertThat(tables())
                .allSatisfy(table -> assertThat(table.getCheckConstraints()).isEmpty());
    }

    @Test
    void addsTheTablesOfAServiceToOurs(@TempDir Path folder) throws IOException {
        migration(folder, "V1__notes.sql", """
                CREATE TABLE notes (
                  id UUID NOT NULL,
                  appointment_id UUID NOT NULL,
                  written_at TIMESTAMPTZ NOT NULL,
                  CONSTRAINT pk_notes PRIMARY KEY (id),
                  CONSTRAINT fk_notes_appointment FOREIGN KEY (appointment_id) REFERENCES appointments (id)
                );
                """);
        migration(folder, "V2__note_text.sql", "ALTER TABLE notes ADD COLUMN text TEXT;");

        locations("classpath:db/aro/sqlite, filesystem:" + folder);

        assertThat(column("notes", "written_at").getType().getType()).isEqualTo("INSTANT");
        assertThat(column("notes", "text")).isNotNull();
        assertThat(table("notes").getForeignKeys())
                .extracting(key -> key.getReferencedTable().getName())
                .containsExactly("appointments");
    }

    @Test
    void letsTheForcedTypesOfAServiceWin() {
        database.getConfiguredForcedTypes()
                .add(new ForcedType().withName("OFFSETDATETIME").withIncludeTypes("TIMESTAMPTZ"));

        assertThat(column("customers", "created_at").getType().getType()).isEqualTo("OFFSETDATETIME");
        assertThat(column("customers", "created_at").getType().getBinding()).isNull();
    }

    @Test
    void refusesALocationThatIsNotThere() {
        locations("classpath:db/aro/sqlite,filesystem:no/such/folder");

        assertThatThrownBy(this::tables).hasRootCauseInstanceOf(FlywayException.class);
    }

    private void locations(String locations) {
        Properties properties = new Properties();
        properties.setProperty("locations", locations);
        database.setProperties(properties);
    }

    private static void migration(Path folder, String name, String sql) throws IOException {
        Files.writeString(folder.resolve(name), sql);
    }

    private List<TableDefinition> tables() {
        return database.getTables(database.getSchemata().getFirst());
    }

    private TableDefinition table(String name) {
        return database.getTable(database.getSchemata().getFirst(), name);
    }

    private ColumnDefinition column(String table, String column) {
        return table(table).getColumn(column);
    }
}
