package io.aro.db.customer;

import static io.aro.db.customer.ExistingCustomer.FILL_MISSING;
import static io.aro.db.customer.ExistingCustomer.KEEP;
import static io.aro.db.customer.ExistingCustomer.OVERWRITE;
import static io.aro.db.fixture.Given.phone;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.jooq.impl.DSL.noCondition;

import io.aro.db.AroDatabase;
import io.aro.db.fixture.Crew;
import io.aro.db.fixture.Crew.Results;
import io.aro.db.fixture.Watched;
import io.aro.db.testkit.BothEngines;
import io.aro.db.testkit.TestClock;
import io.aro.db.testkit.TestDatabase;
import io.aro.db.testkit.jdbc.Statements;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** Imports of customers in each mode, with rejected rows. */
@BothEngines
class CustomerImportTest {

    private final TestDatabase database;
    private final AroDatabase db;
    private final CustomerRepository customers;
    private final TestClock clock;

    CustomerImportTest(TestDatabase database, AroDatabase db, TestClock clock) {
        this.database = database;
        this.db = db;
        this.customers = db.customers();
        this.clock = clock;
    }

    @Test
    void insertsWhatIsNewAndCountsWhatItDoes() {
        ImportReport first = customers.importAll(rows(450), KEEP);
        ImportReport again = customers.importAll(rows(500), KEEP);

        assertThat(first).isEqualTo(new ImportReport(450, 0, 0, 0, List.of()));
        assertThat(again).isEqualTo(new ImportReport(50, 0, 450, 0, List.of()));
        assertThat(again.rows()).isEqualTo(500);
        Customer last = customers.findByPhone(phone(499)).orElseThrow();
        assertThat(last.name()).isEqualTo("Name 499");
        assertThat(last.communicationPreference()).isEqualTo(CommunicationPreference.WHATSAPP);
        assertThat(last.tags()).containsExactly("imported", "t9");
        assertThat(last.createdAt()).isEqualTo(clock.instant());
        assertThat(customers.findByTag("t9", 100)).hasSize(50);
    }

    @Test
    void doesToAnExistingCustomerWhatTheModeSays() {
        customers.create(NewCustomer.withPhone(phone(1)).withName("Ada"));
        CustomerRow row = new CustomerRow(phone(1), "ada@example.org", "Eve", "email", "vip");

        assertThat(customers.importAll(Stream.of(row), KEEP).unchanged()).isEqualTo(1);
        assertThat(customers.findByPhone(phone(1)).orElseThrow().email()).isNull();

        assertThat(customers.importAll(Stream.of(row), FILL_MISSING).updated()).isEqualTo(1);
        Customer filled = customers.findByPhone(phone(1)).orElseThrow();
        assertThat(filled.name()).isEqualTo("Ada");
        assertThat(filled.email()).isEqualTo("ada@example.org");
        assertThat(filled.communicationPreference()).isEqualTo(CommunicationPreference.SMS);
        assertThat(customers.importAll(Stream.of(row), FILL_MISSING).unchanged())
                .isEqualTo(1);

        assertThat(customers.importAll(Stream.of(row), OVERWRITE).updated()).isEqualTo(1);
        Customer overwritten = customers.findByPhone(phone(1)).orElseThrow();
        assertThat(overwritten.name()).isEqualTo("Eve");
        assertThat(overwritten.communicationPreference()).isEqualTo(CommunicationPreference.EMAIL);
        assertThat(customers.importAll(Stream.of(row), OVERWRITE).unchanged()).isEqualTo(1);
    }

    @Test
    void keepsTheChannelOfACustomerWhoseRowNamesNone() {
        customers.create(NewCustomer.withPhone(phone(1)).withCommunicationPreference(CommunicationPreference.EMAIL));
        customers.create(NewCustomer.withPhone(phone(2)).withCommunicationPreference(CommunicationPreference.EMAIL));

        customers.importAll(
                Stream.of(
                        new CustomerRow(phone(1), null, "Ada", null, null),
                        new CustomerRow(phone(2), null, "Eve", "sms", null)),
                OVERWRITE);

        assertThat(customers.findAll(noCondition()))
                .extracting(Customer::communicationPreference)
                .containsExactly(CommunicationPreference.EMAIL, CommunicationPreference.SMS);
    }

    @Test
    void treatsAPhoneThatComesAgainAsTheSameCustomer() {
        List<CustomerRow> repeated = IntStream.range(0, 900)
                .mapToObj(i -> new CustomerRow(phone(i % 3), null, "Name " + i, null, null))
                .toList();

        ImportReport report = customers.importAll(repeated.stream(), OVERWRITE);

        assertThat(report).isEqualTo(new ImportReport(3, 897, 0, 0, List.of()));
        assertThat(customers.findAll(noCondition()))
                .extracting(Customer::name)
                .containsExactlyInAnyOrder("Name 897", "Name 898", "Name 899");
    }

    @Test
    void leavesBadRowsOutAndSaysWhichAndWhy() {
        List<RejectedRow> told = new ArrayList<>();
        List<CustomerRow> mixed = Arrays.asList(
                new CustomerRow(phone(1), null, null, null, null),
                new CustomerRow("0555 secret", null, null, null, null),
                new CustomerRow(null, null, "Ada", null, null),
                null,
                new CustomerRow(phone(2), "x".repeat(256), null, null, null),
                new CustomerRow(phone(3), null, "a\0b", null, null),
                new CustomerRow(phone(4), null, null, "fax", null),
                new CustomerRow(phone(5), null, null, null, "x".repeat(256)),
                new CustomerRow(phone(6), null, null, null, null),
                new CustomerRow(phone(7), "ada.example.org", null, null, null));

        ImportReport report = customers.importAll(mixed.stream(), KEEP, new ImportListener() {
            @Override
            public void onRejected(RejectedRow row) {
                told.add(row);
            }
        });

        assertThat(report.inserted()).isEqualTo(2);
        assertThat(report.rejected()).isEqualTo(8);
        assertThat(report.firstRejected()).isEqualTo(told);
        assertThat(told)
                .containsExactly(
                        new RejectedRow(2, "phone", "must be an E.164 number such as +15551234567"),
                        new RejectedRow(3, "phone", "must be present"),
                        new RejectedRow(4, "row", "must be present"),
                        new RejectedRow(5, "email", "must be at most 254 characters long"),
                        new RejectedRow(6, "name", "must be Unicode text without NUL characters"),
                        new RejectedRow(7, "communication preference", "must be one of sms, whatsapp, email"),
                        new RejectedRow(8, "tags", "must be at most 255 characters long"),
                        new RejectedRow(10, "email", "must be an e-mail address such as ada@example.org"));
    }

    @Test
    void keepsTheFirstHundredRejectedRowsAndTellsTheListenerOfAll() {
        List<Long> told = new ArrayList<>();
        List<Long> progress = new ArrayList<>();
        Stream<CustomerRow> everySecondIsBad = IntStream.range(0, 1_000)
                .mapToObj(i -> new CustomerRow(i % 2 == 0 ? phone(i) : "none", null, null, null, null));

        ImportReport report = customers.importAll(everySecondIsBad, KEEP, new ImportListener() {
            @Override
            public void onRejected(RejectedRow row) {
                told.add(row.number());
            }

            @Override
            public void onProgress(ImportReport soFar) {
                progress.add(soFar.inserted());
                assertThat(customers.count(noCondition())).isEqualTo(soFar.inserted());
            }
        });

        assertThat(report.rejected()).isEqualTo(500);
        assertThat(report.firstRejected())
                .hasSize(100)
                .last()
                .extracting(RejectedRow::number)
                .isEqualTo(200L);
        assertThat(told).hasSize(500).endsWith(1_000L);
        assertThat(progress).containsExactly(200L, 400L, 500L);
    }

    @Test
    void keepsTheBatchesBeforeTheOneInWhichTheStreamThrows() {
        Stream<CustomerRow> broken = Stream.concat(rows(450), Stream.of(1).map(i -> {
            throw new IllegalStateException("The file ended early.");
        }));

        assertThatExceptionOfType(IllegalStateException.class).isThrownBy(() -> customers.importAll(broken, KEEP));

        assertThat(customers.count(noCondition())).isEqualTo(400);
        assertThat(customers.importAll(rows(450), KEEP)).isEqualTo(new ImportReport(50, 0, 400, 0, List.of()));
    }

    @Test
    void isUndoneWithTheTransactionItTakesPartIn() {
        assertThatExceptionOfType(IllegalStateException.class)
                .isThrownBy(() -> db.useTransaction(tx -> {
                    assertThat(tx.customers().importAll(rows(300), FILL_MISSING).inserted())
                            .isEqualTo(300);
                    throw new IllegalStateException("Changed my mind.");
                }));

        assertThat(customers.count(noCondition())).isZero();
    }

    @Test
    void leavesOutTheRowThatARuleOfTheServiceRefuses() throws SQLException {
        try (Connection connection = database.dataSource().getConnection();
                Statement statement = connection.createStatement()) {
            statement.execute("CREATE UNIQUE INDEX one_name_each ON customers (name)");
        }
        List<CustomerRow> rows = List.of(
                new CustomerRow(phone(1), null, "Ada", null, null),
                new CustomerRow(phone(2), null, "Eve", null, null),
                new CustomerRow(phone(3), null, "Ada", null, null),
                new CustomerRow(phone(4), null, "Bea", null, null));

        ImportReport alone = customers.importAll(rows.stream(), KEEP);
        ImportReport inTransaction = db.inTransaction(tx -> {
            tx.customers().findAll(noCondition()).forEach(row -> tx.customers().delete(row.id()));
            return tx.customers().importAll(rows.stream(), KEEP);
        });

        assertThat(List.of(alone, inTransaction)).allSatisfy(report -> {
            assertThat(report.inserted()).isEqualTo(3);
            assertThat(report.firstRejected())
                    .singleElement()
                    .satisfies(row -> assertThat(row.number()).isEqualTo(3))
                    .satisfies(row -> assertThat(row.field()).isEqualTo("row"))
                    .satisfies(row -> assertThat(row.rule()).doesNotContain("Ada"));
        });
        assertThat(customers.count(noCondition())).isEqualTo(3);
    }

    @Test
    void takesOneStatementForTwoHundredRows() {
        Watched watched = Watched.over(database, clock);

        for (ExistingCustomer mode : ExistingCustomer.values()) {
            Statements sent =
                    watched.counter().counting(() -> watched.db().customers().importAll(rows(600), mode));

            assertThat(sent.count()).as("%s", sent).isEqualTo(3);
        }
    }

    @Test
    void importsTheSamePhonesFromSeveralThreadsInAnyOrder() throws Exception {
        List<CustomerRow> forwards = rows(600).toList();
        try (Crew crew = Crew.of(4)) {

            Results<ImportReport> reports = crew.together(member ->
                    customers.importAll((member % 2 == 0 ? forwards : forwards.reversed()).stream(), OVERWRITE));

            assertThat(reports.failures()).isEmpty();
            assertThat(reports.values().stream()
                            .mapToLong(ImportReport::inserted)
                            .sum())
                    .isEqualTo(600);
            assertThat(reports.values()).extracting(ImportReport::rows).containsOnly(600L);
        }
        assertThat(customers.count(noCondition())).isEqualTo(600);
    }

    @Test
    void mayReadItsRowsFromTheSameDatabase() {
        customers.importAll(rows(250), KEEP);

        ImportReport report = customers.importAll(
                customers.stream(noCondition()).map(row -> new CustomerRow(row.phone(), null, "Same", null, null)),
                OVERWRITE);

        assertThat(report.updated()).isEqualTo(250);
    }

    private static Stream<CustomerRow> rows(int count) {
        return IntStream.range(0, count)
                .mapToObj(i -> new CustomerRow(phone(i), null, "Name " + i, "WhatsApp", "imported; t" + i % 10));
    }
}
