package io.aro.db.repository;

import static io.aro.db.fixture.Given.customer;
import static io.aro.db.fixture.Given.phone;
import static io.aro.db.schema.Tables.CUSTOMERS;
import static org.assertj.core.api.Assertions.assertThat;
import static org.jooq.impl.DSL.noCondition;

import io.aro.db.AroDatabase;
import io.aro.db.customer.Customer;
import io.aro.db.customer.CustomerRepository;
import io.aro.db.customer.NewCustomer;
import io.aro.db.fixture.Watched;
import io.aro.db.testkit.BothEngines;
import io.aro.db.testkit.Engine;
import io.aro.db.testkit.TestClock;
import io.aro.db.testkit.TestDatabase;
import io.aro.db.testkit.jdbc.Statements;
import java.util.Iterator;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Streams of rows, read page by page on demand. */
@BothEngines
class StreamTest {

    private static final int ROWS = 2_500;

    private final TestDatabase database;
    private final AroDatabase db;
    private final CustomerRepository watched;
    private final Watched watch;

    StreamTest(TestDatabase database, AroDatabase db, TestClock clock) {
        this.database = database;
        this.db = db;
        this.watch = Watched.over(database, clock);
        this.watched = watch.db().customers();
    }

    @BeforeEach
    void insertCustomers() {
        db.customers()
                .createAll(IntStream.range(0, ROWS)
                        .mapToObj(i -> NewCustomer.withPhone(phone(i)).withName("Name " + i % 10)));
    }

    @Test
    void returnsEveryRowByIdInPagesOfAThousand() {
        List<Customer> all = db.customers().findAll(noCondition(), ROWS + 1);

        Statements sent = watch.counter()
                .counting(
                        () -> assertThat(watched.stream(noCondition()).toList()).isEqualTo(all));

        assertThat(sent.count()).as("%s", sent).isEqualTo(3);
    }

    @Test
    void readsAPageWhenItIsNeededAndNoSooner() {
        Iterator<Customer> rows = watched.stream(noCondition()).iterator();
        assertThat(watch.queries()).isEmpty();

        rows.next();
        assertThat(watch.queries()).hasSize(1);
        IntStream.range(1, 1_000).forEach(i -> rows.next());
        assertThat(watch.queries()).hasSize(1);

        rows.next();
        assertThat(watch.queries()).hasSize(2);
    }

    @Test
    void stopsReadingWhenNoMoreIsWanted() {
        assertThat(watched.stream(noCondition()).limit(10).count()).isEqualTo(10);

        assertThat(watch.queries()).hasSize(1);
    }

    @Test
    void returnsTheRowsThatMeetTheCondition() {
        assertThat(db.customers().stream(CUSTOMERS.NAME.eq("Name 3")))
                .hasSize(ROWS / 10)
                .allSatisfy(customer -> assertThat(customer.name()).isEqualTo("Name 3"));
    }

    @Test
    void returnsRowsInTheOrderAskedForFromTheCursorOn() {
        PageRequest byName = PageRequest.of(100).descending(CUSTOMERS.NAME);
        List<Customer> sorted = Paging.items(Paging.all(db.customers()::page, byName));
        String second = db.customers().page(byName).next();

        assertThat(db.customers().stream(byName).toList()).isEqualTo(sorted);
        assertThat(db.customers().stream(byName.withCursor(second)).toList()).isEqualTo(sorted.subList(100, ROWS));
    }

    @Test
    void givesTheSameRowsToAParallelStream() {
        db.useTransaction(tx -> assertThat(tx.customers().stream(noCondition())
                        .parallel()
                        .map(Customer::phone)
                        .distinct()
                        .count())
                .isEqualTo(ROWS));
    }

    @Test
    void canBeWrittenToWhileItIsRead() {
        Stream<Customer> rows = db.customers().stream(CUSTOMERS.NAME.eq("Name 3"));

        rows.forEach(row -> db.customers().addTags(row.id(), "third"));

        assertThat(db.customers().stream(noCondition()).filter(row -> row.tags().contains("third")))
                .hasSize(ROWS / 10);
    }

    @BothEngines({Engine.SQLITE, Engine.POSTGRES_18})
    void readsOneSnapshotInAReadOnlyTransaction() throws Exception {
        AroDatabase other = database.open();

        List<Customer> seen = db.readOnly(tx -> {
            Iterator<Customer> rows = tx.customers().stream(noCondition()).iterator();
            Customer first = rows.next();
            Thread writer = new Thread(() -> customer(other, ROWS));
            writer.start();
            writer.join();
            return Stream.concat(Stream.of(first), Stream.generate(rows::next).limit(ROWS - 1))
                    .peek(row -> assertThat(row.phone()).isNotEqualTo(phone(ROWS)))
                    .toList();
        });

        assertThat(seen).hasSize(ROWS);
        assertThat(db.customers().findByPhone(phone(ROWS))).isPresent();
    }
}
