package io.aro.db.repository;

import static io.aro.db.fixture.Given.phone;
import static io.aro.db.schema.Tables.APPOINTMENTS;
import static io.aro.db.schema.Tables.CUSTOMERS;
import static java.util.Comparator.comparing;
import static java.util.Comparator.nullsLast;
import static java.util.Comparator.reverseOrder;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.jooq.impl.DSL.noCondition;

import io.aro.db.AroDatabase;
import io.aro.db.appointment.Appointment;
import io.aro.db.customer.Customer;
import io.aro.db.customer.CustomerRepository;
import io.aro.db.customer.NewCustomer;
import io.aro.db.fixture.Given;
import io.aro.db.lifecycle.AppointmentStatus;
import io.aro.db.refusal.InvalidValueException;
import io.aro.db.testkit.BothEngines;
import io.aro.db.testkit.TestDatabase;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** The pages of each engine, compared with a sort in plain Java. */
@BothEngines
@Tag("contract")
class PageTest {

    /** Names with equal, missing and collation-dependent values. */
    private static final List<@Nullable String> NAMES = Arrays.asList(
            "ada", "Ada", null, "ADA", "Zoë", "zoe", "Ärger", "ärger", null, "ada", "a b", "ab", "a-b", "_", "%", "",
            "😀", "\uFFFD", null, "éa", "eb", "1", "10", "2", "ada");

    /** The order of code points, equal to that of UTF-8. */
    private static final Comparator<String> BY_CODE_POINTS = (one, other) ->
            Arrays.compareUnsigned(one.getBytes(StandardCharsets.UTF_8), other.getBytes(StandardCharsets.UTF_8));

    private static final Comparator<UUID> BY_ID = comparing(UUID::toString);

    private final AroDatabase db;
    private final CustomerRepository customers;

    PageTest(AroDatabase db) {
        this.db = db;
        this.customers = db.customers();
    }

    @BeforeEach
    void insertCustomers() {
        for (int i = 0; i < NAMES.size(); i++) {
            Customer customer = customers.create(NewCustomer.withPhone(phone(i))
                    .withName(NAMES.get(i))
                    .withEmail(address(NAMES.get(NAMES.size() - 1 - i))));
            customers.updateRiskScore(customer.id(), i % 4 * 20);
        }
    }

    @Test
    void goesThroughAllRowsByIdWithoutACount() {
        List<Page<Customer>> pages = Paging.all(customers::page, PageRequest.of(10));

        assertThat(pages).extracting(page -> page.items().size()).containsExactly(10, 10, 5);
        assertThat(Paging.items(pages)).isEqualTo(customers.findAll(noCondition()));
        assertThat(pages).extracting(Page::hasNext).containsExactly(true, true, false);
    }

    @Test
    void hasNoNextPageWhenTheLastOneIsFull() {
        assertThat(Paging.all(customers::page, PageRequest.of(5))).hasSize(5);
        assertThat(customers.page(PageRequest.of(25)).next()).isNull();
    }

    @Test
    void sortsTextByCodePointsAndPutsRowsWithoutAValueLast() {
        assertSorted(
                PageRequest.of(4).ascending(CUSTOMERS.NAME),
                comparing(Customer::name, nullsLast(BY_CODE_POINTS)).thenComparing(Customer::id, BY_ID));
        assertSorted(
                PageRequest.of(4).descending(CUSTOMERS.NAME),
                comparing(Customer::name, nullsLast(BY_CODE_POINTS.reversed()))
                        .thenComparing(Customer::id, BY_ID.reversed()));
    }

    @Test
    void sortsTextAsIfItHadNoCapitalLetters() {
        Comparator<String> ignoringCase = comparing(PageTest::lower, BY_CODE_POINTS);

        assertSorted(
                PageRequest.of(3).ascendingIgnoringCase(CUSTOMERS.NAME),
                comparing(Customer::name, nullsLast(ignoringCase)).thenComparing(Customer::id, BY_ID));
        assertSorted(
                PageRequest.of(3).descendingIgnoringCase(CUSTOMERS.NAME),
                comparing(Customer::name, nullsLast(ignoringCase.reversed()))
                        .thenComparing(Customer::id, BY_ID.reversed()));
    }

    @Test
    void sortsBySeveralColumnsInTheirOwnDirections() {
        assertSorted(
                PageRequest.of(3)
                        .descending(CUSTOMERS.RISK_SCORE)
                        .ascending(CUSTOMERS.NAME)
                        .descending(CUSTOMERS.EMAIL),
                comparing(Customer::riskScore, reverseOrder())
                        .thenComparing(Customer::name, nullsLast(BY_CODE_POINTS))
                        .thenComparing(Customer::email, nullsLast(BY_CODE_POINTS.reversed()))
                        .thenComparing(Customer::id, BY_ID.reversed()));
        assertSorted(
                PageRequest.of(1)
                        .ascending(CUSTOMERS.NAME)
                        .ascending(CUSTOMERS.EMAIL)
                        .descending(CUSTOMERS.PHONE),
                comparing(Customer::name, nullsLast(BY_CODE_POINTS))
                        .thenComparing(Customer::email, nullsLast(BY_CODE_POINTS))
                        .thenComparing(Customer::phone, reverseOrder()));
    }

    @Test
    void sortsByColumnsOfEachTypeWithEqualKeys() {
        Comparator<Customer> byId = comparing(Customer::id, BY_ID);

        assertSorted(
                PageRequest.of(7).ascending(CUSTOMERS.RISK_SCORE),
                Comparator.comparingInt(Customer::riskScore).thenComparing(byId));
        assertSorted(PageRequest.of(7).descending(CUSTOMERS.LIFETIME_VALUE), byId.reversed());
        assertSorted(PageRequest.of(7).ascending(CUSTOMERS.CREATED_AT), byId);
        assertSorted(
                PageRequest.of(7).descending(CUSTOMERS.REQUIRES_DEPOSIT).ascending(CUSTOMERS.ID),
                comparing(Customer::requiresDeposit, reverseOrder()).thenComparing(byId));
        assertSorted(PageRequest.of(7).ascending(CUSTOMERS.LAST_REVIEW_REQUEST_DATE), byId);
    }

    @Test
    void sortsByTheColumnOfAnotherCollation(TestDatabase database) throws SQLException {
        if (database.engine().isPostgres()) {
            try (Connection connection = database.dataSource().getConnection();
                    Statement statement = connection.createStatement()) {
                statement.execute("ALTER TABLE customers ALTER email TYPE varchar(255) COLLATE \"en-x-icu\"");
            }
        }

        assertSorted(
                PageRequest.of(4).ascending(CUSTOMERS.EMAIL),
                comparing(Customer::email, nullsLast(BY_CODE_POINTS)).thenComparing(Customer::id, BY_ID));
    }

    @Test
    void sortsByStatusAsByAWord() {
        UUID customer = customers.findAll(noCondition(), 1).getFirst().id();
        for (AppointmentStatus status : AppointmentStatus.values()) {
            Given.in(db, customer, status);
        }

        List<Appointment> sorted = Paging.items(
                Paging.all(db.appointments()::page, PageRequest.of(2).ascending(APPOINTMENTS.STATUS)));

        assertThat(sorted)
                .extracting(visit -> visit.status().literal())
                .containsExactly(
                        "booked", "cancelled", "completed", "confirmed", "in_progress", "no_show", "rescheduled");
    }

    @Test
    void findsOnlyTheRowsThatMeetTheCondition() {
        PageRequest risky = PageRequest.of(2).where(CUSTOMERS.RISK_SCORE.eq(60)).where(CUSTOMERS.NAME.isNotNull());

        assertThat(Paging.items(Paging.all(customers::page, risky)))
                .isEqualTo(customers.findAll(CUSTOMERS.RISK_SCORE.eq(60).and(CUSTOMERS.NAME.isNotNull())));
    }

    @Test
    void returnsAnEmptyPageWhereNothingIs() {
        Page<Customer> none = customers.page(PageRequest.of(2).where(CUSTOMERS.RISK_SCORE.eq(99)));

        assertThat(none).isEqualTo(new Page<Customer>(List.of(), null));
    }

    @Test
    void refusesACursorOfAnotherOrder() {
        String byName =
                customers.page(PageRequest.of(2).ascending(CUSTOMERS.NAME)).next();

        assertRefused(PageRequest.of(2).descending(CUSTOMERS.NAME).withCursor(byName));
        assertRefused(PageRequest.of(2).ascendingIgnoringCase(CUSTOMERS.NAME).withCursor(byName));
        assertRefused(PageRequest.of(2).ascending(CUSTOMERS.EMAIL).withCursor(byName));
        assertRefused(PageRequest.of(2).withCursor(byName));
        assertThat(customers
                        .page(PageRequest.of(9).ascending(CUSTOMERS.NAME).withCursor(byName))
                        .items())
                .hasSize(9);
    }

    @Test
    void refusesACursorThatWasTamperedWith() {
        String cursor = Objects.requireNonNull(customers.page(PageRequest.of(2)).next());
        assertThat(cursor).matches("[\\w-]+");

        for (int i = 0; i < cursor.length() - 1; i++) {
            char other = cursor.charAt(i) == 'A' ? 'B' : 'A';
            assertRefused(PageRequest.of(2).withCursor(cursor.substring(0, i) + other + cursor.substring(i + 1)));
        }
        for (String broken : List.of("", "A", "=", "not a cursor", "null", cursor + "A", cursor.substring(4))) {
            assertRefused(PageRequest.of(2).withCursor(broken));
        }
    }

    @Test
    void refusesToSortByTheColumnOfAnotherTable() {
        assertThatExceptionOfType(InvalidValueException.class)
                .isThrownBy(() -> customers.page(PageRequest.of(2).ascending(APPOINTMENTS.DATE)))
                .withMessage("The value of date must be a column of customers.");
    }

    private void assertRefused(PageRequest request) {
        assertThatExceptionOfType(InvalidValueException.class)
                .isThrownBy(() -> customers.page(request))
                .withMessage("The value of cursor must come from a page of the same query and sort"
                        + " order; start again with the first page.");
    }

    private void assertSorted(PageRequest request, Comparator<Customer> order) {
        List<Customer> expected =
                customers.findAll(noCondition()).stream().sorted(order).toList();

        assertThat(Paging.items(Paging.all(customers::page, request)))
                .extracting(Customer::phone)
                .isEqualTo(expected.stream().map(Customer::phone).toList());
    }

    private static @Nullable String address(@Nullable String name) {
        return name == null ? null : name.replace(' ', '+') + "-@example.org";
    }

    private static String lower(String text) {
        return text.chars()
                .map(each -> each >= 'A' && each <= 'Z' ? each + 32 : each)
                .collect(StringBuilder::new, StringBuilder::appendCodePoint, StringBuilder::append)
                .toString();
    }
}
