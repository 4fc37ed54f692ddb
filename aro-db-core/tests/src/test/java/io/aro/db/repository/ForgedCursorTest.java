package io.aro.db.repository;

import static io.aro.db.fixture.Given.phone;
import static io.aro.db.schema.Tables.APPOINTMENTS;
import static io.aro.db.schema.Tables.CUSTOMERS;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.jooq.impl.DSL.noCondition;

import io.aro.db.AroDatabase;
import io.aro.db.customer.CustomerRepository;
import io.aro.db.customer.NewCustomer;
import io.aro.db.refusal.InvalidValueException;
import io.aro.db.testkit.BothEngines;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.jooq.Condition;
import org.jooq.TableField;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Forged cursors with a valid checksum, as any reader of the source can compute. */
@BothEngines
class ForgedCursorTest {

    private static final String AN_ID = "00000000-0000-4000-8000-000000000001";

    /** A column of each type, with texts outside of its type or of any cursor. */
    private static final List<Forgery> FORGERIES = List.of(
            new Forgery(CUSTOMERS.RISK_SCORE, null, "", "x", "+1", "1.5", "2147483648"),
            new Forgery(CUSTOMERS.PHONE, null, "a\0b"),
            new Forgery(CUSTOMERS.NAME, "a\0b"),
            new Forgery(CUSTOMERS.LIFETIME_VALUE, null, "x", "1E+1000000000", "1E-1000000000", "9".repeat(1001)),
            new Forgery(CUSTOMERS.REQUIRES_DEPOSIT, null, "TRUE", "maybe"),
            new Forgery(
                    CUSTOMERS.CREATED_AT,
                    null,
                    "soon",
                    "+1000000000-12-31T23:59:59.999999999Z",
                    "-0001-01-01T00:00:00Z",
                    "2026-03-02T15:04:05.123456789Z"),
            new Forgery(CUSTOMERS.ID, null, "1-1-1-1-1", "7", "ABCDEF00-0000-4000-8000-000000000001"));

    private final AroDatabase db;
    private final CustomerRepository customers;

    ForgedCursorTest(AroDatabase db) {
        this.db = db;
        this.customers = db.customers();
    }

    /** A column and its invalid cursor texts. */
    private record Forgery(TableField<?, ?> column, List<@Nullable String> texts) {

        Forgery(TableField<?, ?> column, @Nullable String... texts) {
            this(column, Arrays.asList(texts));
        }
    }

    @BeforeEach
    void insertCustomers() {
        for (int i = 0; i < 4; i++) {
            customers.create(NewCustomer.withPhone(phone(i)).withName("Ada"));
        }
    }

    @Test
    void isRefusedWhateverItHolds() {
        for (Forgery forgery : FORGERIES) {
            for (String text : forgery.texts()) {
                for (PageRequest request : List.of(
                        PageRequest.of(1).ascending(forgery.column()),
                        PageRequest.of(1).descending(forgery.column()),
                        PageRequest.of(1).ascending(CUSTOMERS.EMAIL).descending(forgery.column()))) {
                    assertRefused(request.withCursor(forged(request, text)));
                }
            }
        }
    }

    @Test
    void isRefusedIfItHasMoreValuesThanTheOrderOrFewer() {
        PageRequest request = PageRequest.of(1).ascending(CUSTOMERS.RISK_SCORE).descending(CUSTOMERS.PHONE);

        for (int values : new int[] {0, 1, 2, 4}) {
            List<@Nullable Object> position =
                    new ArrayList<>(List.of("1", phone(1), AN_ID, AN_ID).subList(0, values));
            assertRefused(request.withCursor(cursor(request).write(position)));
        }
        assertThat(customers
                        .page(request.withCursor(cursor(request).write(List.of("0", phone(9), AN_ID))))
                        .items())
                .hasSize(1);
    }

    @Test
    void isRefusedOfAnotherQuery() {
        String next = customers
                .page(PageRequest.of(1).where(CUSTOMERS.RISK_SCORE.ge(0)))
                .next();

        assertRefused(PageRequest.of(1).withCursor(next));
        assertRefused(PageRequest.of(1).where(CUSTOMERS.RISK_SCORE.le(9)).withCursor(next));
        assertRefused(listed(CUSTOMERS.RISK_SCORE.ge(0)).withCursor(next));
        assertThatExceptionOfType(InvalidValueException.class)
                .isThrownBy(() -> db.appointments().page(PageRequest.of(1).withCursor(next)))
                .satisfies(refusal -> assertThat(refusal.field()).isEqualTo("cursor"));
        assertThatExceptionOfType(InvalidValueException.class)
                .isThrownBy(() ->
                        customers.stream(PageRequest.of(1).withCursor(next)).count());
    }

    @Test
    void goesOnWhenOnlyAValueOfTheConditionIsAnother() {
        String next = customers
                .page(PageRequest.of(1).where(CUSTOMERS.RISK_SCORE.ge(0)))
                .next();

        Page<?> page = customers.page(
                PageRequest.of(9).where(CUSTOMERS.RISK_SCORE.ge(-1)).withCursor(next));

        assertThat(page.items()).hasSize(3);
    }

    private static PageRequest listed(Condition condition) {
        return PageRequest.of(1).where(condition).listedIn(APPOINTMENTS.CUSTOMER_ID, noCondition());
    }

    /**
     * Returns a forged cursor of the request, with the text in the last column before the key and nulls in earlier
     * columns.
     */
    private String forged(PageRequest request, @Nullable String text) {
        Cursor cursor = cursor(request);
        List<@Nullable Object> position = new ArrayList<>();
        boolean byKey = request.sort().getLast().column().equals(CUSTOMERS.ID);
        request.sort().forEach(term -> position.add(null));
        position.set(position.size() - 1, text);
        if (!byKey) {
            position.add(AN_ID);
        }
        return cursor.write(position);
    }

    private Cursor cursor(PageRequest request) {
        List<SortTerm> terms = new ArrayList<>(request.sort());
        if (terms.stream().noneMatch(term -> term.column().equals(CUSTOMERS.ID))) {
            terms.add(SortTerm.of(CUSTOMERS.ID, terms.getLast().descending(), false));
        }
        return new Cursor("customers", terms);
    }

    private void assertRefused(PageRequest request) {
        assertThatExceptionOfType(InvalidValueException.class)
                .isThrownBy(() -> customers.page(request))
                .withMessage("The value of cursor must come from a page of the same query and sort"
                        + " order; start again with the first page.");
    }
}
