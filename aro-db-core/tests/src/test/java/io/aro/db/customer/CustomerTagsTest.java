package io.aro.db.customer;

import static io.aro.db.fixture.Given.phone;
import static io.aro.db.schema.Tables.CUSTOMERS;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.aro.db.AroDatabase;
import io.aro.db.fixture.Crew;
import io.aro.db.fixture.Crew.Results;
import io.aro.db.fixture.Rows;
import io.aro.db.fixture.Watched;
import io.aro.db.refusal.InvalidValueException;
import io.aro.db.refusal.NotFoundException;
import io.aro.db.repository.Changes;
import io.aro.db.testkit.BothEngines;
import io.aro.db.testkit.TestClock;
import io.aro.db.testkit.TestDatabase;
import io.aro.db.testkit.jdbc.Statements;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Tags of customers: order, uniqueness and concurrent changes. */
@BothEngines
class CustomerTagsTest {

    private static final UUID NOBODY = UUID.fromString("01890000-0000-7000-8000-000000000000");
    private static final String ODD = "\"quoted\", {braced} \\ 'é😀' [1]";

    private final TestDatabase database;
    private final CustomerRepository customers;
    private final TestClock clock;
    private UUID ada = NOBODY;

    CustomerTagsTest(TestDatabase database, AroDatabase db, TestClock clock) {
        this.database = database;
        this.customers = db.customers();
        this.clock = clock;
    }

    @BeforeEach
    void insertAda() {
        ada = customers
                .create(NewCustomer.withPhone(phone(1)).withTags("vip", "late"))
                .id();
    }

    @Test
    void addsTagsBehindThoseThatAreThereAndEachOnce() {
        Instant later = clock.advance(Duration.ofHours(1));

        Customer tagged = customers.addTags(ada, "new", "late", ODD, "new", "1");

        assertThat(tagged.tags()).containsExactly("vip", "late", "new", ODD, "1");
        assertThat(tagged.updatedAt()).isEqualTo(later);
        assertThat(customers.getById(ada)).isEqualTo(tagged);
    }

    @Test
    void removesTagsAndKeepsTheOrderOfTheRest() {
        customers.addTags(ada, ODD, "new", "1");

        assertThat(customers.removeTags(ada, "late", ODD, "unknown").tags()).containsExactly("vip", "new", "1");
        assertThat(customers.removeTags(ada, "1", "new", "vip").tags()).isEmpty();
        assertThat(customers.addTags(ada, "again").tags()).containsExactly("again");
    }

    @Test
    void writesNothingIfThereIsNothingToChange() {
        Customer before = customers.getById(ada);
        clock.advance(Duration.ofHours(1));

        assertThat(customers.addTags(ada, "late", "vip")).isEqualTo(before);
        assertThat(customers.addTags(ada)).isEqualTo(before);
        assertThat(customers.removeTags(ada, "unknown")).isEqualTo(before);
        assertThat(customers.getById(ada)).isEqualTo(before);
    }

    @Test
    void refusesBadTagsAndUnknownCustomers() {
        for (String bad : List.of("", " ", "x".repeat(256), "a\0b")) {
            assertThatExceptionOfType(InvalidValueException.class).isThrownBy(() -> customers.addTags(ada, "ok", bad));
            assertThatExceptionOfType(InvalidValueException.class).isThrownBy(() -> customers.removeTags(ada, bad));
        }
        assertThatExceptionOfType(NotFoundException.class).isThrownBy(() -> customers.addTags(NOBODY, "vip"));
        assertThatExceptionOfType(NotFoundException.class).isThrownBy(() -> customers.removeTags(NOBODY, "vip"));
        assertThat(customers.getById(ada).tags()).containsExactly("vip", "late");
    }

    @Test
    void takesOneStatementToChangeTagsAndTwoToFindThemAsTheyAre() {
        Watched watched = Watched.over(database, clock);

        Statements adding =
                watched.counter().counting(() -> watched.db().customers().addTags(ada, "new"));
        Statements idle =
                watched.counter().counting(() -> watched.db().customers().removeTags(ada, "unknown"));

        assertThat(adding.count()).as("%s", adding).isEqualTo(1);
        assertThat(idle.count()).as("%s", idle).isEqualTo(2);
    }

    @Test
    void losesNoneOfTheTagsThatSeveralThreadsAdd() throws Exception {
        try (Crew crew = Crew.of(2)) {

            Results<Integer> done = crew.together(member -> {
                for (int i = 0; i < 100; i++) {
                    customers.addTags(ada, member + "-" + i, "both-" + i);
                    customers.removeTags(ada, member + "-" + (i - 1));
                }
                return member;
            });

            assertThat(done.failures()).isEmpty();
        }
        Stream<String> both = IntStream.range(0, 100).mapToObj(i -> "both-" + i);
        assertThat(customers.getById(ada).tags())
                .containsExactlyInAnyOrderElementsOf(Stream.concat(Stream.of("vip", "late", "0-99", "1-99"), both)
                        .toList());
        assertTagRowsAre(customers.getById(ada).tags());
    }

    @Test
    void keepsARowForEachTagWhateverChangesThem() throws SQLException {
        assertTagRowsAre(List.of("late", "vip"));

        customers.update(ada, Changes.set(CUSTOMERS.TAGS, List.of("b", "a", "b")));
        assertTagRowsAre(List.of("a", "b"));

        customers.upsertByPhone(NewCustomer.withPhone(phone(1)).withTags("c", "a"), ExistingCustomer.OVERWRITE);
        assertTagRowsAre(List.of("a", "c"));

        customers.update(ada, Changes.set(CUSTOMERS.TAGS, List.of("x".repeat(256), "d")));
        assertTagRowsAre(List.of("d"));

        customers.update(ada, Changes.set(CUSTOMERS.TAGS, List.of()));
        assertTagRowsAre(List.of());

        customers.addTags(ada, "e");
        customers.delete(ada);
        assertTagRowsAre(List.of());
    }

    @Test
    void givesEachCustomerTheTagsOfItsOwn() throws SQLException {
        UUID eve = customers
                .addTags(customers.create(NewCustomer.withPhone(phone(2))).id(), "vip")
                .id();

        customers.removeTags(ada, "vip");

        assertThat(Rows.query(database, "SELECT customer_id, tag FROM customer_tags"))
                .containsExactlyInAnyOrder(ada + "|late", eve + "|vip");
    }

    private void assertTagRowsAre(List<String> tags) throws SQLException {
        assertThat(Rows.query(database, "SELECT tag FROM customer_tags")).containsExactlyInAnyOrderElementsOf(tags);
    }
}
