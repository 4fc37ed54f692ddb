package io.aro.db.customer;

import static io.aro.db.fixture.Given.phone;
import static io.aro.db.schema.Tables.CUSTOMERS;
import static org.assertj.core.api.Assertions.assertThat;
import static org.jooq.impl.DSL.noCondition;

import io.aro.db.fixture.Watched;
import io.aro.db.repository.Page;
import io.aro.db.repository.PageRequest;
import io.aro.db.testkit.BothEngines;
import io.aro.db.testkit.TestClock;
import io.aro.db.testkit.TestDatabase;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Asks both planners how they would run searches and pages: an index finds the rows, and gives them in their order. */
@BothEngines
class CustomerQueryPlanTest {

    private static final String PRIMARY_KEY = "(pk_customers|sqlite_autoindex_customers_1)";
    private static final String SORT = "Sort|TEMP B-TREE";

    private final TestDatabase database;
    private final Watched watched;
    private final CustomerRepository customers;

    CustomerQueryPlanTest(TestDatabase database, TestClock clock) {
        this.database = database;
        this.watched = Watched.over(database, clock);
        this.customers = watched.db().customers();
    }

    @BeforeEach
    void insertCustomers() throws SQLException {
        customers.createAll(IntStream.range(0, 2_000)
                .mapToObj(i -> NewCustomer.withPhone(phone(i)).name("Name " + i).tags("t" + i % 10)));
        execute("ANALYZE customers");
        execute("ANALYZE customer_tags");
        watched.queries().clear();
    }

    @Test
    void pagesByIdAreReadFromThePrimaryKey() throws SQLException {
        Page<Customer> first = customers.page(PageRequest.of(10));
        customers.page(PageRequest.of(10).after(first.next()));

        assertInOrderOf(PRIMARY_KEY);
        assertSeeks(PRIMARY_KEY, 2);
    }

    @Test
    void streamsAreReadFromThePrimaryKey() throws SQLException {
        assertThat(customers.stream(noCondition()).count()).isEqualTo(2_000);

        assertInOrderOf(PRIMARY_KEY);
        assertSeeks(PRIMARY_KEY, 2);
    }

    @Test
    void pagesByRiskAreReadFromTheirIndexInItsOrder() throws SQLException {
        customers.findByRisk(RiskCategory.LOW, 10);
        Page<Customer> first = customers.findByRisk(RiskCategory.LOW, PageRequest.of(10));
        customers.findByRisk(RiskCategory.LOW, PageRequest.of(10).after(first.next()));

        assertThat(watched.queries()).hasSize(3);
        assertInOrderOf("idx_customer_risk");
        assertSeeks("idx_customer_risk", 3);
    }

    @Test
    void pagesByNamePrefixAreReadFromTheirIndexInItsOrder() throws SQLException {
        customers.findByNamePrefix("name 1", 10);
        Page<Customer> first = customers.findByNamePrefix("NAME 1", PageRequest.of(10));
        customers.findByNamePrefix("NAME 1", PageRequest.of(10).after(first.next()));

        assertThat(watched.queries()).hasSize(3);
        assertInOrderOf("idx_customer_name");
        assertSeeks("idx_customer_name", 3);
    }

    @Test
    void pagesByNameIgnoringCaseAreReadFromTheIndexInItsOrder() throws SQLException {
        PageRequest backwards = PageRequest.of(10).descendingIgnoringCase(CUSTOMERS.NAME);
        Page<Customer> first = customers.page(backwards);
        customers.page(backwards.after(first.next()));

        assertThat(watched.queries()).hasSize(2);
        assertInOrderOf("idx_customer_name");
        assertSeeks("idx_customer_name", 2);
    }

    @Test
    void customersOfATagAreReadFromTheIndexOfTagsInItsOrder() throws SQLException {
        customers.findByTag("t7", 10);
        Page<Customer> first = customers.findByTag("t7", PageRequest.of(10));
        customers.findByTag("t7", PageRequest.of(10).after(first.next()));

        assertThat(watched.queries()).hasSize(3);
        assertInOrderOf("(idx_customer_tag|pk_customer_tags)");
        assertSeeks("idx_customer_tag", 3);
    }

    @Test
    void customersOfATagAreFoundByTheIndexOfTagsInAnyOrder() throws SQLException {
        customers.findByTag("t7", PageRequest.of(10).descending(CUSTOMERS.RISK_SCORE));

        assertThat(plan(watched.queries().getFirst()))
                .anySatisfy(step -> assertThat(step).contains("idx_customer_tag"))
                .noneSatisfy(step -> assertThat(step).containsPattern("Seq Scan|^SCAN customers$"));
    }

    /** No query reads more than the page it returns: the index is in the order of the page. */
    private void assertInOrderOf(String index) throws SQLException {
        assertThat(watched.queries()).isNotEmpty();
        for (String query : watched.queries()) {
            assertThat(plan(query))
                    .as(query)
                    .anySatisfy(step -> assertThat(step).containsPattern(index));
            assertThat(plan(query))
                    .as(query)
                    .noneSatisfy(step -> assertThat(step).containsPattern(SORT));
        }
    }

    /** The query with the number, from 1, begins at its place in the index instead of at the index's beginning. */
    private void assertSeeks(String index, int number) throws SQLException {
        List<String> plan = plan(watched.queries().get(number - 1));
        String seek = database.engine().isPostgres()
                ? "Index Cond: .*(ROW\\(|>|<)"
                : "SEARCH \\w+ USING.*" + index + ".*(>|<)";
        assertThat(plan).anySatisfy(step -> assertThat(step).containsPattern(seek));
    }

    private List<String> plan(String sql) throws SQLException {
        boolean postgres = database.engine().isPostgres();
        try (Connection connection = database.dataSource().getConnection();
                Statement statement = connection.createStatement()) {
            if (postgres) {
                statement.execute("SET enable_seqscan = off");
            }
            List<String> steps = new ArrayList<>();
            try (ResultSet result = statement.executeQuery((postgres ? "EXPLAIN " : "EXPLAIN QUERY PLAN ") + sql)) {
                while (result.next()) {
                    steps.add(result.getString(postgres ? "QUERY PLAN" : "detail"));
                }
            }
            return steps;
        }
    }

    private void execute(String sql) throws SQLException {
        try (Connection connection = database.dataSource().getConnection();
                Statement statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }
}
