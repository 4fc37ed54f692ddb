package io.aro.db.internal.statement;

import static io.aro.db.schema.Tables.CUSTOMERS;
import static org.assertj.core.api.Assertions.assertThat;

import io.aro.db.AroDatabase;
import io.aro.db.fixture.Business;
import io.aro.db.fixture.Given;
import io.aro.db.testkit.BothEngines;
import io.aro.db.testkit.Engine;
import io.aro.db.testkit.TestDatabase;
import io.aro.db.testkit.jdbc.JdbcCall.Kind;
import io.aro.db.testkit.jdbc.JdbcInterceptor;
import io.aro.db.testkit.jdbc.Statements;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import org.jooq.impl.DSL;
import org.junit.jupiter.api.Test;

/** Values, constants and round trips of statement templates. */
@BothEngines
class StatementTemplateTest {

    private static final Parameter<String> PHONE = Parameter.of(CUSTOMERS.PHONE);
    private static final Parameter<String> NAME = Parameter.of(CUSTOMERS.NAME);

    /** Between its parameters, this statement has an inlined constant and, after that, a bound constant. */
    private static final StatementTemplate NAMING = StatementTemplate.of(
            List.of(PHONE, NAME),
            dialect -> DSL.update(CUSTOMERS)
                    .set(CUSTOMERS.NAME, NAME.field())
                    .set(CUSTOMERS.NO_SHOW_COUNT, DSL.inline(7L))
                    .set(CUSTOMERS.EMAIL, "ada@example.com")
                    .setNull(CUSTOMERS.LAST_REVIEW_REQUEST_DATE)
                    .where(CUSTOMERS.PHONE.eq(PHONE.field())));

    private static final StatementTemplate COUNTING = StatementTemplate.of(
            List.of(PHONE),
            dialect -> DSL.update(CUSTOMERS)
                    .set(CUSTOMERS.CANCEL_COUNT, CUSTOMERS.CANCEL_COUNT.plus(1L))
                    .where(CUSTOMERS.PHONE.eq(PHONE.field()))
                    .and(CUSTOMERS.NO_SHOW_COUNT.eq(7L)));

    private final TestDatabase database;
    private final AroDatabase db;

    StatementTemplateTest(TestDatabase database) {
        this.database = database;
        this.db = database.open();
    }

    @Test
    void bindsConstantsBesideInlinedConstants() {
        Given.customer(db, 1);

        int rows = db.session().write(NAMING.with(Given.phone(1), "Ada").count());

        assertThat(rows).isEqualTo(1);
        assertThat(db.customers().findByPhone(Given.phone(1)))
                .hasValueSatisfying(ada -> assertThat(ada.email()).isEqualTo("ada@example.com"))
                .hasValueSatisfying(ada -> assertThat(ada.name()).isEqualTo("Ada"))
                .hasValueSatisfying(ada -> assertThat(ada.noShowCount()).isEqualTo(7))
                .hasValueSatisfying(
                        ada -> assertThat(ada.lastReviewRequestDate()).isNull());
    }

    /** Both databases know the same template; each renders it with its own names. */
    @BothEngines({Engine.POSTGRES_15, Engine.POSTGRES_18})
    void rendersTheNamesOfTheConfiguredSchema() throws SQLException {
        Given.customer(db, 1);
        db.session().write(NAMING.with(Given.phone(1), "Ada").count());
        Business business = Business.create(database, "biz_42");
        List<String> sent = new ArrayList<>();
        JdbcInterceptor recording = call -> {
            if (call.kind() == Kind.EXECUTE) {
                sent.add(call.plainSql());
            }
            return call.proceed();
        };

        try (AroDatabase other = AroDatabase.open(business.config().withDecorator(recording::over))) {
            Given.customer(other, 1);
            int rows = other.session().write(NAMING.with(Given.phone(1), "Eve").count());

            assertThat(rows).isEqualTo(1);
        }

        assertThat(sent.getLast()).startsWith("update biz_42.customers set");
        assertThat(db.customers().findByPhone(Given.phone(1)))
                .hasValueSatisfying(ada -> assertThat(ada.name()).isEqualTo("Ada"));
    }

    @Test
    void executesDependantsInTheRoundTripOfTheirStatement() {
        Given.customer(db, 1);
        BoundStatement naming = NAMING.with(Given.phone(1), "Ada");
        BoundStatement counting = COUNTING.with(Given.phone(1));

        Statements sent = database.counting(() -> assertThat(
                        db.session().<Integer>write(BoundStatement.withDependants(naming, List.of(counting, counting))))
                .isEqualTo(1));

        assertThat(sent.count()).isEqualTo(database.engine().isPostgres() ? 1 : 3);
        assertThat(db.customers().findByPhone(Given.phone(1)).orElseThrow().cancelCount())
                .isEqualTo(2);
    }

    @Test
    void returnsTheRowsOfTheStatementAlone() {
        Given.customer(db, 1);
        BoundStatement noRow = NAMING.with(Given.phone(2), "Eve");
        BoundStatement counting = COUNTING.with(Given.phone(1));

        int rows = db.session().write(BoundStatement.withDependants(noRow, List.of(counting)));

        assertThat(rows).isZero();
        assertThat(db.customers().findByPhone(Given.phone(1)).orElseThrow().cancelCount())
                .isZero();
    }
}
