package io.aro.db.error;

import static io.aro.db.schema.Tables.BUSINESS_CONFIG;
import static io.aro.db.schema.Tables.DEAD_LETTERS;
import static io.aro.db.schema.Tables.EVENTS;
import static io.aro.db.schema.Tables.WORKFLOW_INSTANCES;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.jooq.impl.DSL.trueCondition;

import io.aro.db.AroDatabase;
import io.aro.db.config.BusinessConfig;
import io.aro.db.error.ConstraintViolationException.Kind;
import io.aro.db.error.internal.VendorErrors;
import io.aro.db.event.Actor;
import io.aro.db.testkit.BothEngines;
import io.aro.db.testkit.TestDatabase;
import io.aro.db.workflow.NewDeadLetter;
import io.aro.db.workflow.NewWorkflow;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import org.jooq.JSONB;
import org.jooq.TableField;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Values refused by a CHECK of events, configuration, workflows and dead letters, through the library and by SQL. */
@BothEngines
class RecordChecksTest {

    private static final JSONB NO_JSON = JSONB.jsonb("{");

    private static final List<Bad<?>> BAD = List.of(
            new Bad<>(EVENTS.ACTOR, "robot"),
            new Bad<>(EVENTS.TYPE, "x".repeat(101)),
            new Bad<>(EVENTS.ENTITY_TYPE, "x".repeat(51)),
            new Bad<>(EVENTS.ACTOR_ID, "x".repeat(256)),
            new Bad<>(EVENTS.DATA, NO_JSON),
            new Bad<>(EVENTS.METADATA, NO_JSON),
            new Bad<>(BUSINESS_CONFIG.BUSINESS_NAME, "x".repeat(256)),
            new Bad<>(BUSINESS_CONFIG.PHONE, "555-0199"),
            new Bad<>(BUSINESS_CONFIG.EMAIL, "x".repeat(256)),
            new Bad<>(BUSINESS_CONFIG.EMAIL, "office.example.org"),
            new Bad<>(BUSINESS_CONFIG.TIMEZONE, "x".repeat(51)),
            new Bad<>(BUSINESS_CONFIG.VERSION, 0),
            new Bad<>(BUSINESS_CONFIG.BUSINESS_HOURS, NO_JSON),
            new Bad<>(BUSINESS_CONFIG.INTEGRATIONS, NO_JSON),
            new Bad<>(BUSINESS_CONFIG.RULES, NO_JSON),
            new Bad<>(WORKFLOW_INSTANCES.WORKFLOW_NAME, "x".repeat(256)),
            new Bad<>(WORKFLOW_INSTANCES.CURRENT_STATE, "done"),
            new Bad<>(WORKFLOW_INSTANCES.RETRY_COUNT, -1),
            new Bad<>(WORKFLOW_INSTANCES.MAX_RETRIES, -1),
            new Bad<>(WORKFLOW_INSTANCES.FENCE, -1L),
            new Bad<>(WORKFLOW_INSTANCES.OWNER, "nobody-has-leased-it"),
            new Bad<>(WORKFLOW_INSTANCES.STATE_DATA, NO_JSON),
            new Bad<>(WORKFLOW_INSTANCES.ERROR, NO_JSON),
            new Bad<>(DEAD_LETTERS.SKILL_NAME, "x".repeat(256)),
            new Bad<>(DEAD_LETTERS.ATTEMPTS, 0),
            new Bad<>(DEAD_LETTERS.CONTEXT, NO_JSON),
            new Bad<>(DEAD_LETTERS.ERROR, NO_JSON));

    private final TestDatabase database;
    private final AroDatabase db;

    RecordChecksTest(TestDatabase database, AroDatabase db) {
        this.database = database;
        this.db = db;
    }

    @BeforeEach
    void insertARowOfEachTable() {
        db.businessConfig()
                .create(BusinessConfig.of("Bright Smiles", "+15550199", "office@example.org"), Actor.admin("owner"));
        db.workflows().create(NewWorkflow.named("reminder_sequence"));
        db.deadLetters().create(NewDeadLetter.ofSkill("send_sms"));
    }

    @Test
    void theLibraryRefusesEachAsACheck() {
        assertThat(BAD)
                .allSatisfy(bad -> assertThatExceptionOfType(ConstraintViolationException.class)
                        .isThrownBy(() -> bad.set(db))
                        .satisfies(refusal -> assertThat(refusal.kind()).isEqualTo(Kind.CHECK)));
    }

    @Test
    void handWrittenSqlIsRefusedInTheSameWay() throws SQLException {
        try (Connection connection = database.dataSource().getConnection();
                Statement statement = connection.createStatement()) {
            assertThat(BAD)
                    .allSatisfy(bad -> assertThatExceptionOfType(SQLException.class)
                            .isThrownBy(() -> statement.executeUpdate(bad.sql()))
                            .satisfies(refusal -> assertThat(VendorErrors.translate(refusal))
                                    .isInstanceOfSatisfying(
                                            ConstraintViolationException.class,
                                            violation ->
                                                    assertThat(violation.kind()).isEqualTo(Kind.CHECK))));
        }
    }

    private record Bad<V>(TableField<?, V> column, V value) {

        void set(AroDatabase db) {
            db.session()
                    .write(dsl -> dsl.update(column.getTable())
                            .set(column, value)
                            .where(trueCondition())
                            .execute());
        }

        String sql() {
            String table = Objects.requireNonNull(column.getTable()).getName();
            Object literal = value instanceof JSONB json ? json.data() : value;
            return String.format(Locale.ROOT, "UPDATE %s SET %s = '%s'", table, column.getName(), literal);
        }
    }
}
