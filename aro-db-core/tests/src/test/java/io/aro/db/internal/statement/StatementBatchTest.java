package io.aro.db.internal.statement;

import static io.aro.db.fixture.Given.customer;
import static io.aro.db.fixture.Given.phone;
import static io.aro.db.schema.Tables.CUSTOMERS;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.aro.db.AroDatabase;
import io.aro.db.customer.Customer;
import io.aro.db.fixture.Watched;
import io.aro.db.testkit.BothEngines;
import io.aro.db.testkit.TestClock;
import io.aro.db.testkit.TestDatabase;
import io.aro.db.testkit.jdbc.Statements;
import java.util.List;
import java.util.function.Consumer;
import org.jooq.DSLContext;
import org.jooq.impl.DSL;
import org.junit.jupiter.api.Test;

/** Batches of a statement template, rendered and through jOOQ. */
@BothEngines
class StatementBatchTest {

    private static final Parameter<String> PHONE = Parameter.of(CUSTOMERS.PHONE);
    private static final Parameter<String> NAME = Parameter.of(CUSTOMERS.NAME);

    private static final StatementTemplate NAMING = StatementTemplate.of(
            List.of(PHONE, NAME),
            any -> DSL.update(CUSTOMERS)
                    .set(CUSTOMERS.NAME, NAME.field())
                    .set(CUSTOMERS.EMAIL, "ada@example.com")
                    .where(CUSTOMERS.PHONE.eq(PHONE.field())));

    /** A statement with a parameter in two places. */
    private static final StatementTemplate NAMING_UNLESS_NAMED = StatementTemplate.of(
            List.of(PHONE, NAME),
            any -> DSL.update(CUSTOMERS)
                    .set(CUSTOMERS.NAME, NAME.field())
                    .where(CUSTOMERS.PHONE.eq(PHONE.field()))
                    .and(CUSTOMERS.NAME.isDistinctFrom(NAME.field())));

    private final TestDatabase database;
    private final AroDatabase db;
    private final TestClock clock;

    StatementBatchTest(TestDatabase database, AroDatabase db, TestClock clock) {
        this.database = database;
        this.db = db;
        this.clock = clock;
    }

    @Test
    void executesTheStatementOnceForEachRow() {
        givenTwoCustomers();

        db.session().run(batch(NAMING));

        assertThatBothAreNamed();
    }

    @Test
    void executesTheSameThroughJooqInOneBatch() {
        givenTwoCustomers();
        Watched watched = Watched.over(database, clock);

        Statements sent =
                watched.counter().counting(() -> watched.db().session().run(batch(NAMING)));

        assertThat(sent.count()).as("%s", sent).isEqualTo(1);
        assertThatBothAreNamed();
    }

    @Test
    void refusesStatementsOfDifferentTemplates() {
        List<BoundStatement> different =
                List.of(NAMING.with(phone(1), "Ada"), NAMING_UNLESS_NAMED.with(phone(1), "Ada"));

        assertThatThrownBy(() -> BoundStatement.batch(different)).isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void bindsAParameterInTwoPlacesOnBothPaths() {
        givenTwoCustomers();
        AroDatabase throughJooq = Watched.over(database, clock).db();

        throughJooq.session().run(batch(NAMING_UNLESS_NAMED));
        List<Customer> first = bothCustomers();
        db.session().run(batch(NAMING_UNLESS_NAMED));

        assertThat(first).extracting(Customer::name).containsExactly("Ada", null);
        assertThat(bothCustomers()).isEqualTo(first);
    }

    private void givenTwoCustomers() {
        customer(db, 1);
        Customer second = customer(db, 2);
        db.session().write(NAMING_UNLESS_NAMED.with(second.phone(), "Eve").count());
    }

    private static Consumer<DSLContext> batch(StatementTemplate template) {
        return BoundStatement.batch(List.of(template.with(phone(1), "Ada"), template.with(phone(2), null)));
    }

    private List<Customer> bothCustomers() {
        return List.of(
                db.customers().findByPhone(phone(1)).orElseThrow(),
                db.customers().findByPhone(phone(2)).orElseThrow());
    }

    private void assertThatBothAreNamed() {
        assertThat(db.customers().findByPhone(phone(1)))
                .hasValueSatisfying(ada -> assertThat(ada.name()).isEqualTo("Ada"))
                .hasValueSatisfying(ada -> assertThat(ada.email()).isEqualTo("ada@example.com"));
        assertThat(db.customers().findByPhone(phone(2)))
                .hasValueSatisfying(bob -> assertThat(bob.name()).isNull());
    }
}
