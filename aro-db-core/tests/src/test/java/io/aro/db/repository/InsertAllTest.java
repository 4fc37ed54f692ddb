package io.aro.db.repository;

import static io.aro.db.fixture.Given.customer;
import static io.aro.db.fixture.Given.phone;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.jooq.impl.DSL.noCondition;

import io.aro.db.AroDatabase;
import io.aro.db.customer.Customer;
import io.aro.db.customer.NewCustomer;
import io.aro.db.error.ConstraintViolationException;
import io.aro.db.error.ConstraintViolationException.Kind;
import io.aro.db.error.TransactionMisuseException;
import io.aro.db.fixture.Watched;
import io.aro.db.testkit.BothEngines;
import io.aro.db.testkit.TestClock;
import io.aro.db.testkit.TestDatabase;
import io.aro.db.testkit.jdbc.Statements;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** Inserts of streams of rows in batches. */
@BothEngines
class InsertAllTest {

    private final AroDatabase db;
    private final TestClock clock;

    InsertAllTest(AroDatabase db, TestClock clock) {
        this.db = db;
        this.clock = clock;
    }

    @Test
    void insertsEveryRowAsItWasGiven() {
        long count = db.customers().createAll(numbered(1_234));

        assertThat(count).isEqualTo(1_234);
        assertThat(db.customers().findAll(noCondition(), 2_000))
                .extracting(Customer::phone)
                .isEqualTo(IntStream.range(0, 1_234).mapToObj(i -> phone(i)).toList());
        Customer last = db.customers().findByPhone(phone(1_233)).orElseThrow();
        assertThat(last.name()).isEqualTo("Name 1233");
        assertThat(last.tags()).containsExactly("a,b", "1233");
        assertThat(last.createdAt()).isEqualTo(clock.instant());
    }

    @Test
    void insertsNothingForNothing() {
        assertThat(db.customers().createAll(List.of())).isZero();
    }

    @Test
    void sendsABatchOfFiveHundredRowsAtOnceInOneTransaction(TestDatabase database) {
        Watched watched = Watched.over(database, clock);

        Statements sent =
                watched.counter().counting(() -> watched.db().customers().createAll(numbered(1_001)));

        assertThat(sent.count()).as("%s", sent).isEqualTo(3);
        assertThat(sent.commits()).isEqualTo(1);
    }

    @Test
    void keepsNoRowIfOneIsRefused() {
        customer(db, 1_100);

        assertThatExceptionOfType(ConstraintViolationException.class)
                .isThrownBy(() -> db.customers().createAll(numbered(1_200)))
                .satisfies(refused -> assertThat(refused.kind()).isEqualTo(Kind.UNIQUE))
                .satisfies(refused -> assertThat(refused.constraint()).isPresent())
                .withMessageNotContaining(phone(1_100));

        assertThat(db.customers().count(noCondition())).isEqualTo(1);
    }

    @Test
    void keepsNoRowIfTheStreamThrows() {
        Stream<NewCustomer> broken = Stream.concat(numbered(700), Stream.of(1).map(i -> {
            throw new IllegalStateException("The file ended early.");
        }));

        assertThatExceptionOfType(IllegalStateException.class)
                .isThrownBy(() -> db.customers().createAll(broken));

        assertThat(db.customers().count(noCondition())).isZero();
    }

    @Test
    void takesPartInTheTransactionOfTheCaller() {
        assertThatExceptionOfType(IllegalStateException.class)
                .isThrownBy(() -> db.useTransaction(tx -> {
                    tx.customers().createAll(numbered(600));
                    assertThat(tx.customers().count(noCondition())).isEqualTo(600);
                    throw new IllegalStateException("Changed my mind.");
                }));

        assertThat(db.customers().count(noCondition())).isZero();
    }

    @Test
    void refusesRowsThatAreReadFromTheSameDatabase() {
        customer(db, 1);
        Stream<NewCustomer> fromHere = db.customers().stream(noCondition()).map(row -> NewCustomer.withPhone(phone(2)));

        assertThatExceptionOfType(TransactionMisuseException.class)
                .isThrownBy(() -> db.customers().createAll(fromHere));
    }

    private static Stream<NewCustomer> numbered(int count) {
        return IntStream.range(0, count)
                .mapToObj(i ->
                        NewCustomer.withPhone(phone(i)).withName("Name " + i).withTags("a,b", "" + i));
    }
}
