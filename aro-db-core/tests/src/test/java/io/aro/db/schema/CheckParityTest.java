package io.aro.db.schema;

import static org.assertj.core.api.Assertions.assertThat;

import io.aro.db.fixture.Unguarded;
import io.aro.db.schema.ColumnValues.Values;
import io.aro.db.schema.Probe.Answer;
import io.aro.db.schema.Probe.Refused;
import io.aro.db.schema.Probe.Taken;
import io.aro.db.schema.RowRules.RowValues;
import io.aro.db.testkit.BothEngines;
import io.aro.db.testkit.TestDatabase;
import io.aro.db.testkit.schema.CheckConstraint;
import io.aro.db.testkit.schema.Column;
import io.aro.db.testkit.schema.SchemaParity;
import io.aro.db.testkit.schema.SchemaSnapshot;
import io.aro.db.testkit.schema.Table;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.NullMarked;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Good and bad values in every column, accepted and refused alike by both engines. */
@NullMarked
@BothEngines
class CheckParityTest {

    /** Rules on SQLite without a known bad value in the SQL of both engines. */
    private static final Set<String> UNMET = Set.of(
            // The linear rule on both numbers refuses their bad values first.
            "ck_appointment_transitions_previous_sequence",
            "ck_appointment_transitions_sequence",
            // The rule on the end of a history refuses theirs first.
            "ck_appointment_transitions_last",
            "ck_appointment_transitions_next_sequence",
            // The rule of opt-outs, a comparison with a date, refuses its bad values first.
            "ck_consents_consent_given",
            // These checks exclude a blob; PostgreSQL's text has no literal for a blob.
            "ck_appointments_notes",
            "ck_business_config_address");

    /**
     * Tables without writes by a service: migrations change two of them, triggers the tags' table, and Flyway its own.
     */
    private static final Set<String> NOT_WRITTEN =
            Set.of("allowed_transitions", "aro_schema_versions", "customer_tags", "aro_schema_history");

    private final TestDatabase database;
    private final SchemaSnapshot live;

    CheckParityTest(TestDatabase database) {
        this.database = database;
        this.live = SchemaSnapshot.of(database.dataSource());
    }

    @BeforeEach
    void insertsARowOfEveryTableAndLeavesTheChecksToThemselves() throws SQLException {
        SampleRows.insert(database);
        Unguarded.drop(database);
    }

    @Test
    void everyColumnOfEveryTableTakesAValue() {
        List<String> columns = tables().flatMap(
                        table -> table.columns().stream().map(column -> table.name() + "." + column.name()))
                .toList();

        assertThat(SampleRows.columns()).containsExactlyInAnyOrderElementsOf(columns);
    }

    @Test
    void goodValuesAreTaken() throws SQLException {
        Map<Probe, Answer> answers = ask(probes(Values::good, RowRules.GOOD));

        answers.values().removeIf(Taken.class::isInstance);
        assertThat(answers).as("refused good values").isEmpty();
    }

    @Test
    void badValuesAreRefused() throws SQLException {
        Map<Probe, Answer> answers = ask(probes(Values::bad, RowRules.BAD));

        answers.values().removeIf(Refused.class::isInstance);
        assertThat(answers).as("accepted bad values").isEmpty();
    }

    @Test
    void everyCheckRefusesSomething() throws SQLException {
        List<Probe> probes = probes(Values::bad, RowRules.BAD);
        Difference.ALL.forEach(difference -> probes.add(probe(difference)));

        Set<String> used = new TreeSet<>();
        ask(probes).forEach((probe, answer) -> {
            if (answer instanceof Refused refused) {
                used.add(refused.constraint());
            }
        });

        Set<String> checks = live.tables().stream()
                .filter(table -> !table.isPartition() && !NOT_WRITTEN.contains(table.name()))
                .flatMap(table -> table.checks().stream())
                .map(CheckConstraint::name)
                .filter(name -> !UNMET.contains(name))
                .collect(Collectors.toCollection(TreeSet::new));
        checks.removeAll(used);
        assertThat(checks).as("checks that no bad value meets").isEmpty();
    }

    /** A rule of several columns names no column, and PostgreSQL names none for a type. */
    @Test
    void everyRefusalTellsItsTableAndColumn() throws SQLException {
        ask(probes(Values::bad, RowRules.BAD)).forEach((probe, answer) -> {
            if (answer instanceof Refused refused && !refused.constraint().isEmpty()) {
                assertThat(refused.table())
                        .as("%s", probe)
                        .isEqualTo(probe.table().name());
                assertThat(refused.column()).as("%s", probe).isEqualTo(columnOf(refused, probe.table()));
            }
        });
    }

    private static String columnOf(Refused refused, Table table) {
        String beginning = refused.kind().equals("CHECK") ? "ck_" + table.name() + "_" : table.name() + ".";
        assertThat(refused.constraint()).startsWith(beginning);
        String rest = refused.constraint().substring(beginning.length());
        return table.column(rest).isPresent() ? rest : "";
    }

    @Test
    void theEnginesDifferWhereTheyMustAndNowhereElse() throws SQLException {
        for (Difference difference : Difference.ALL) {
            Probe probe = probe(difference);

            boolean isTaken = ask(List.of(probe)).get(probe) instanceof Taken;

            assertThat(isTaken)
                    .as("%s: %s", probe, difference.reason())
                    .isEqualTo(difference.isTakenBy(database.engine()));
        }
    }

    private Probe probe(Difference difference) {
        Table table = SchemaParity.common(live).table(difference.table()).orElseThrow();
        return new Probe(table, Map.of(difference.column(), difference.value()));
    }

    private Stream<Table> tables() {
        return SchemaParity.common(live).tables().stream().filter(table -> !NOT_WRITTEN.contains(table.name()));
    }

    private List<Probe> probes(Function<Values, List<String>> choice, List<RowValues> rows) {
        List<Probe> probes = new ArrayList<>();
        tables().forEach(table -> {
            for (Column column : table.columns()) {
                choice.apply(ColumnValues.of(table.name(), column))
                        .forEach(value -> probes.add(Probe.of(table, column, value)));
            }
            rows.stream()
                    .filter(row -> row.table().equals(table.name()))
                    .forEach(row -> probes.add(new Probe(table, row.values())));
        });
        return probes;
    }

    private Map<Probe, Answer> ask(List<Probe> probes) throws SQLException {
        Map<Probe, Answer> answers = new LinkedHashMap<>();
        try (Connection connection = database.dataSource().getConnection()) {
            connection.setAutoCommit(false);
            for (Probe probe : probes) {
                answers.put(probe, probe.ask(connection, database.engine()));
            }
        }
        return answers;
    }
}
