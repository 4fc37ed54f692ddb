package io.aro.db.plan;

import static io.aro.db.fixture.Given.DESK;
import static io.aro.db.fixture.Given.MAY;
import static io.aro.db.fixture.Given.phone;
import static io.aro.db.fixture.Given.visit;
import static io.aro.db.lifecycle.AppointmentStatus.BOOKED;
import static io.aro.db.lifecycle.AppointmentStatus.RESCHEDULED;
import static io.aro.db.schema.Tables.CUSTOMERS;
import static io.aro.db.schema.Tables.LEGAL_HOLDS;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.jooq.impl.DSL.noCondition;
import static org.jooq.impl.DSL.select;
import static org.jooq.impl.DSL.val;

import io.aro.db.AroDatabase;
import io.aro.db.appointment.AppointmentTransition;
import io.aro.db.customer.NewCustomer;
import io.aro.db.customer.RiskCategory;
import io.aro.db.fixture.Given;
import io.aro.db.hold.LegalHold;
import io.aro.db.lifecycle.AppointmentStatus;
import io.aro.db.refusal.TooManyRowsException;
import io.aro.db.repository.Page;
import io.aro.db.repository.PageRequest;
import io.aro.db.repository.WholeList;
import io.aro.db.testkit.BothEngines;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.function.BiFunction;
import java.util.function.Function;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** Lists of the largest allowed number of rows, and of one row more. */
@BothEngines
class WholeListsTest {

    private static final LocalDate DAY = MAY.atOffset(ZoneOffset.UTC).toLocalDate();
    private static final String MOVED = "evt-moved";
    private static final int TOO_MANY = WholeList.LONGEST + 1;

    private final AroDatabase db;
    private final UUID ada;

    WholeListsTest(AroDatabase db) {
        this.db = db;
        this.ada = Given.customer(db, 0).id();
    }

    static Map<String, BiFunction<AroDatabase, UUID, List<?>>> lists() {
        return Map.of(
                "Repository.findAll(Condition)", (db, id) -> db.customers().findAll(noCondition()),
                "CustomerRepository.findHighRisk()", (db, id) -> db.customers().findHighRisk(),
                "AppointmentRepository.findByCustomerId(UUID)",
                        (db, id) -> db.appointments().findByCustomerId(id),
                "AppointmentRepository.findByDay(LocalDate, ZoneId)",
                        (db, id) -> db.appointments().findByDay(DAY, ZoneOffset.UTC),
                "AppointmentRepository.findUpcoming()",
                        (db, id) -> db.appointments().findUpcoming(),
                "AppointmentRepository.transitionsOf(UUID)",
                        (db, id) -> db.appointments().transitionsOf(moved(db)),
                "LegalHoldRepository.findAll()", (db, id) -> db.legalHolds().findAll());
    }

    private static UUID moved(AroDatabase db) {
        return db.appointments().findByExternalId(MOVED).orElseThrow().id();
    }

    @Test
    void asManyRowsAsAListMayHaveAreReturned() {
        createCustomers(WholeList.LONGEST);

        assertThat(db.customers().findAll(noCondition())).hasSize(WholeList.LONGEST);
        assertThat(db.customers().findHighRisk()).hasSize(WholeList.LONGEST - 1);
    }

    @Test
    void aListIsRefusedAndNotCutIfThereAreMore() {
        createCustomers(TOO_MANY + 1);
        hold();
        book(TOO_MANY);
        move(db.appointments().create(visit(ada).withExternalId(MOVED)).id(), WholeList.LONGEST);

        assertThat(lists())
                .allSatisfy((method, list) -> assertThatExceptionOfType(TooManyRowsException.class)
                        .isThrownBy(() -> list.apply(db, ada))
                        .satisfies(refusal -> assertThat(refusal.limit()).isEqualTo(WholeList.LONGEST))
                        .withMessageContaining("More than 1,000 rows"));
    }

    @Test
    void pagesGoOnBeyond() {
        createCustomers(TOO_MANY + 1);
        book(TOO_MANY);

        assertThat(all(page -> db.customers().findHighRisk(page))).isEqualTo(TOO_MANY);
        assertThat(all(page -> db.appointments().findByCustomerId(ada, page))).isEqualTo(TOO_MANY);
        assertThat(all(page -> db.appointments().findByDay(DAY, ZoneOffset.UTC, page)))
                .isEqualTo(TOO_MANY);
        assertThat(all(page -> db.appointments().findUpcoming(page))).isEqualTo(TOO_MANY);
    }

    @Test
    void aHistoryAndTheHoldsGoOnAfterTheLastThatWasRead() {
        Given.customer(db, 1);
        hold();
        UUID visit = Given.in(db, ada, AppointmentStatus.COMPLETED).id();
        List<AppointmentTransition> history = db.appointments().transitionsOf(visit);
        List<LegalHold> holds = db.legalHolds().findAll();

        assertThat(db.appointments().transitionsOf(visit, 0, 2)).isEqualTo(history.subList(0, 2));
        assertThat(db.appointments().transitionsOf(visit, 2, 10)).isEqualTo(history.subList(2, history.size()));
        assertThat(db.legalHolds().findAll(holds.getFirst().customerId(), 10)).isEqualTo(holds.subList(1, 2));
        assertThat(db.legalHolds().findAll(holds.getLast().customerId(), 10)).isEmpty();
    }

    private static <T> int all(Function<PageRequest, Page<T>> pages) {
        Set<T> found = new HashSet<>();
        Page<T> page = pages.apply(PageRequest.of(PageRequest.LARGEST));
        found.addAll(page.items());
        while (page.next() != null) {
            page = pages.apply(PageRequest.of(PageRequest.LARGEST).withCursor(page.next()));
            found.addAll(page.items());
        }
        return found.size();
    }

    /** Creates customers up to a total that includes the existing customer; only the new customers are of high risk. */
    private void createCustomers(int count) {
        db.customers().createAll(IntStream.range(1, count).mapToObj(number -> NewCustomer.withPhone(phone(number))));
        db.session()
                .<Integer>write(dsl -> dsl.update(CUSTOMERS)
                        .set(CUSTOMERS.RISK_SCORE, 90)
                        .set(CUSTOMERS.RISK_CATEGORY, RiskCategory.HIGH.literal())
                        .where(CUSTOMERS.ID.ne(ada))
                        .execute());
    }

    private void hold() {
        db.session()
                .<Integer>write(dsl -> dsl.insertInto(
                                LEGAL_HOLDS,
                                LEGAL_HOLDS.CUSTOMER_ID,
                                LEGAL_HOLDS.REASON,
                                LEGAL_HOLDS.ACTOR,
                                LEGAL_HOLDS.PLACED_AT)
                        .select(select(CUSTOMERS.ID, val("case 7"), val("user"), CUSTOMERS.CREATED_AT)
                                .from(CUSTOMERS))
                        .execute());
    }

    private void book(int count) {
        db.appointments().createAll(Stream.generate(() -> visit(ada)).limit(count));
    }

    private void move(UUID visit, int times) {
        db.useTransaction(tx -> {
            for (int move = 0; move < times; move++) {
                tx.appointments().updateStatus(visit, move % 2 == 0 ? RESCHEDULED : BOOKED, DESK);
            }
        });
    }
}
