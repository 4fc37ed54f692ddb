package io.aro.db.internal.binding;

import static io.aro.db.schema.Tables.CUSTOMERS;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.aro.db.AroDatabase;
import io.aro.db.customer.NewCustomer;
import io.aro.db.error.ConstraintViolationException;
import io.aro.db.error.ConstraintViolationException.Kind;
import io.aro.db.refusal.InvalidValueException;
import io.aro.db.testkit.BothEngines;
import io.aro.db.transaction.Transaction;
import java.math.BigDecimal;
import java.util.List;
import java.util.Random;
import java.util.UUID;
import org.jooq.BatchBindStep;
import org.jooq.Field;
import org.jooq.Table;
import org.jooq.impl.DSL;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Exact amounts of money, in columns, sums and refusals. */
@BothEngines
class HundredthsBindingTest {

    private static final int ROWS = 1_000_000;
    private static final int ROWS_OF_BATCH = 10_000;

    private static final Table<?> PAYMENTS = DSL.table(DSL.name("payments"));
    private static final Field<BigDecimal> AMOUNT =
            DSL.field(DSL.name("amount"), CUSTOMERS.LIFETIME_VALUE.getDataType());

    private final AroDatabase db;

    HundredthsBindingTest(AroDatabase db) {
        this.db = db;
    }

    @Test
    void keepsAmountsAndWritesThemWithTwoPlaces() {
        RoundTrip roundTrip = new RoundTrip(db);

        assertThat(List.of(
                        "0.00",
                        "0.01",
                        "0.10",
                        "33.33",
                        "120.00",
                        "99999999.99",
                        "999999999999999.99",
                        "0",
                        "0.1",
                        "12",
                        "1E+2"))
                .map(BigDecimal::new)
                .allSatisfy(amount -> assertThat(roundTrip.ofCustomer(CUSTOMERS.LIFETIME_VALUE, amount))
                        .containsOnly(amount.setScale(2)));
    }

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void addsInTheDatabaseExactly(boolean literal) {
        UUID ada = db.customers().create(NewCustomer.withPhone("+15550001")).id();

        for (String amount : new String[] {"0.10", "0.20"}) {
            BigDecimal value = new BigDecimal(amount);
            Field<BigDecimal> added =
                    literal ? DSL.inline(value, CUSTOMERS.LIFETIME_VALUE) : DSL.val(value, CUSTOMERS.LIFETIME_VALUE);
            db.session()
                    .write(dsl -> dsl.update(CUSTOMERS)
                            .set(CUSTOMERS.LIFETIME_VALUE, CUSTOMERS.LIFETIME_VALUE.plus(added))
                            .where(CUSTOMERS.ID.eq(ada))
                            .execute());
        }

        assertThat(db.customers().getById(ada).lifetimeValue()).hasToString("0.30");
        assertThat(db.customers().exists(CUSTOMERS.LIFETIME_VALUE.eq(new BigDecimal("0.30"))))
                .isTrue();
    }

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void refusesThreePlacesInsteadOfRounding(boolean literal) {
        UUID ada = db.customers().create(NewCustomer.withPhone("+15550001")).id();
        BigDecimal value = new BigDecimal("0.125");
        Field<BigDecimal> field =
                literal ? DSL.inline(value, CUSTOMERS.LIFETIME_VALUE) : DSL.val(value, CUSTOMERS.LIFETIME_VALUE);

        assertThatThrownBy(() -> db.session()
                        .write(dsl -> dsl.update(CUSTOMERS)
                                .set(CUSTOMERS.LIFETIME_VALUE, field)
                                .where(CUSTOMERS.ID.eq(ada))
                                .execute()))
                .isInstanceOf(InvalidValueException.class)
                .hasMessage("The value of a decimal column must have at most two decimal places.");
        assertThatThrownBy(() -> db.customers().exists(CUSTOMERS.LIFETIME_VALUE.lt(field)))
                .isInstanceOf(InvalidValueException.class);

        assertThat(db.customers().getById(ada).lifetimeValue()).hasToString("0.00");
    }

    @Test
    void refusesAmountsOutOfRangeInTheSameWay() {
        assertThat(List.of("-0.01", "1000000000000000.00", "92233720368547758.07"))
                .map(BigDecimal::new)
                .allSatisfy(amount -> assertThatThrownBy(() -> db.session()
                                .write(dsl -> dsl.insertInto(CUSTOMERS)
                                        .set(CUSTOMERS.PHONE, "+15550001")
                                        .set(CUSTOMERS.LIFETIME_VALUE, amount)
                                        .execute()))
                        .isInstanceOfSatisfying(
                                ConstraintViolationException.class,
                                violation -> assertThat(violation.kind()).isEqualTo(Kind.CHECK)));
    }

    /** The sum has more digits than a double. */
    @Test
    void sumsMillionAmountsExactly() {
        db.session().write(dsl -> dsl.createTable(PAYMENTS).column(AMOUNT).execute());

        BigDecimal expected = db.inTransaction(HundredthsBindingTest::pay);

        assertThat(expected.unscaledValue().bitLength()).isGreaterThan(53);
        assertThat(db.session()
                        .<BigDecimal>read(dsl -> dsl.select(DSL.sum(AMOUNT).coerce(AMOUNT))
                                .from(PAYMENTS)
                                .fetchSingle()
                                .value1()))
                .isEqualTo(expected);
    }

    private static BigDecimal pay(Transaction tx) {
        Random random = new Random(42);
        BigDecimal sum = BigDecimal.ZERO;
        for (int row = 0; row < ROWS; row += ROWS_OF_BATCH) {
            sum = sum.add(tx.session().<BigDecimal>write(dsl -> {
                BatchBindStep batch = dsl.batch(dsl.insertInto(PAYMENTS, AMOUNT).values((BigDecimal) null));
                BigDecimal sumOfBatch = BigDecimal.ZERO;
                for (int i = 0; i < ROWS_OF_BATCH; i++) {
                    BigDecimal amount = BigDecimal.valueOf(random.nextLong(9_000_000_000L, 10_000_000_000L), 2);
                    batch = batch.bind(amount);
                    sumOfBatch = sumOfBatch.add(amount);
                }
                assertThat(batch.execute()).hasSize(ROWS_OF_BATCH);
                return sumOfBatch;
            }));
        }
        return sum;
    }
}
