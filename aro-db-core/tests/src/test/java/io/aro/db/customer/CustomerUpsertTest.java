package io.aro.db.customer;

import static io.aro.db.customer.ExistingCustomer.FILL_MISSING;
import static io.aro.db.customer.ExistingCustomer.OVERWRITE;
import static io.aro.db.fixture.Given.phone;
import static io.aro.db.schema.Tables.CUSTOMERS;
import static org.assertj.core.api.Assertions.assertThat;
import static org.jooq.impl.DSL.noCondition;

import io.aro.db.AroDatabase;
import io.aro.db.customer.UpsertedCustomer.Outcome;
import io.aro.db.fixture.Crew;
import io.aro.db.fixture.Crew.Results;
import io.aro.db.fixture.Watched;
import io.aro.db.repository.Changes;
import io.aro.db.testkit.BothEngines;
import io.aro.db.testkit.TestClock;
import io.aro.db.testkit.TestDatabase;
import io.aro.db.testkit.jdbc.Statements;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Upserts of customers in each mode. */
@BothEngines
@Tag("contract")
class CustomerUpsertTest {

    private static final NewCustomer BARE = NewCustomer.withPhone(phone(1));
    private static final NewCustomer FULL = BARE.withName("Ada")
            .withEmail("ada@example.org")
            .withCommunicationPreference(CommunicationPreference.EMAIL)
            .withTags("vip", "late");
    private static final NewCustomer OTHER = BARE.withName("Eve")
            .withEmail("eve@example.org")
            .withCommunicationPreference(CommunicationPreference.WHATSAPP)
            .withTags("new");

    private final AroDatabase db;
    private final CustomerRepository customers;
    private final TestClock clock;

    CustomerUpsertTest(AroDatabase db, TestClock clock) {
        this.db = db;
        this.customers = db.customers();
        this.clock = clock;
    }

    @Test
    void insertsACustomerThatIsNewInEachMode() {
        for (ExistingCustomer mode : ExistingCustomer.values()) {
            UpsertedCustomer upserted = customers.upsertByPhone(FULL, mode);

            assertThat(upserted.outcome()).isEqualTo(Outcome.INSERTED);
            assertThat(customers.findByPhone(FULL.phone())).contains(upserted.customer());
            assertThat(given(upserted.customer())).isEqualTo(FULL);
            customers.delete(upserted.customer().id());
        }
    }

    @Test
    void makesSmsTheChannelOfANewCustomerWhoNamedNone() {
        assertThat(customers.upsertByPhone(BARE, OVERWRITE).customer().communicationPreference())
                .isEqualTo(CommunicationPreference.SMS);
    }

    @Test
    void keepsTheExistingCustomerAsItIs() {
        Customer first = customers.create(BARE);
        clock.advance(Duration.ofDays(1));

        UpsertedCustomer second = customers.upsertByPhone(OTHER, ExistingCustomer.KEEP);

        assertThat(second).isEqualTo(new UpsertedCustomer(first, Outcome.UNCHANGED));
        assertThat(customers.getById(first.id())).isEqualTo(first);
    }

    @Test
    void fillsWhatIsMissingAndLeavesTheChannel() {
        Customer first = customers.create(BARE);
        Instant later = clock.advance(Duration.ofDays(1));

        UpsertedCustomer filled = customers.upsertByPhone(FULL, FILL_MISSING);

        assertThat(filled.outcome()).isEqualTo(Outcome.UPDATED);
        assertThat(filled.customer().id()).isEqualTo(first.id());
        assertThat(given(filled.customer())).isEqualTo(FULL.withCommunicationPreference(CommunicationPreference.SMS));
        assertThat(filled.customer().createdAt()).isEqualTo(first.createdAt());
        assertThat(filled.customer().updatedAt()).isEqualTo(later);
    }

    @Test
    void fillsEmptyTextsLikeMissingOnes() {
        Customer first = customers.create(BARE.withName("").withEmail("ada@example.org"));

        Customer filled = customers.upsertByPhone(OTHER, FILL_MISSING).customer();

        assertThat(filled.id()).isEqualTo(first.id());
        assertThat(filled.name()).isEqualTo("Eve");
        assertThat(filled.email()).isEqualTo("ada@example.org");
        assertThat(filled.tags()).containsExactly("new");
    }

    @Test
    void writesNothingIfNothingIsMissingOrNothingIsGiven() {
        Customer first = customers.create(FULL);
        clock.advance(Duration.ofDays(1));

        assertThat(customers.upsertByPhone(OTHER, FILL_MISSING))
                .isEqualTo(new UpsertedCustomer(first, Outcome.UNCHANGED));
        assertThat(customers.upsertByPhone(BARE, FILL_MISSING))
                .isEqualTo(new UpsertedCustomer(first, Outcome.UNCHANGED));
        assertThat(customers.upsertByPhone(BARE, OVERWRITE)).isEqualTo(new UpsertedCustomer(first, Outcome.UNCHANGED));
        assertThat(customers.upsertByPhone(FULL, OVERWRITE)).isEqualTo(new UpsertedCustomer(first, Outcome.UNCHANGED));
        assertThat(customers.getById(first.id())).isEqualTo(first);
    }

    @Test
    void leavesEmptyTextsAloneIfNothingIsGivenForThem() {
        Customer first = customers.create(BARE.withName(""));

        assertThat(customers.upsertByPhone(BARE, FILL_MISSING).outcome()).isEqualTo(Outcome.UNCHANGED);
        assertThat(customers.getById(first.id()).name()).isEmpty();
    }

    @Test
    void overwritesWhatIsGivenAndNothingElse() {
        Customer first = customers.create(FULL);
        customers.updateRiskScore(first.id(), 80);
        Instant later = clock.advance(Duration.ofDays(1));

        UpsertedCustomer named = customers.upsertByPhone(BARE.withName("Eve"), OVERWRITE);
        UpsertedCustomer all = customers.upsertByPhone(OTHER, OVERWRITE);

        assertThat(named.outcome()).isEqualTo(Outcome.UPDATED);
        assertThat(given(named.customer())).isEqualTo(FULL.withName("Eve"));
        assertThat(named.customer().updatedAt()).isEqualTo(later);
        assertThat(given(all.customer())).isEqualTo(OTHER);
        assertThat(all.customer().riskScore()).isEqualTo(80);
        assertThat(all.customer().createdAt()).isEqualTo(first.createdAt());
    }

    @Test
    void takesOneStatementToWriteAndAReadOnSqliteToWriteNothing(TestDatabase database) {
        Watched watched = Watched.over(database, clock);
        for (ExistingCustomer mode : List.of(FILL_MISSING, OVERWRITE)) {
            customers.findByPhone(phone(1)).ifPresent(row -> customers.delete(row.id()));

            Statements inserting =
                    watched.counter().counting(() -> watched.db().customers().upsertByPhone(BARE, mode));
            Statements updating =
                    watched.counter().counting(() -> watched.db().customers().upsertByPhone(FULL, mode));
            Statements idle =
                    watched.counter().counting(() -> watched.db().customers().upsertByPhone(BARE, mode));

            assertThat(inserting.count()).as("%s", inserting).isEqualTo(1);
            assertThat(updating.count()).as("%s", updating).isEqualTo(1);
            assertThat(idle.count()).as("%s", idle).isEqualTo(database.engine().isPostgres() ? 1 : 2);
        }
    }

    @Test
    void insertsOnceHoweverManyUpsertAtOnce() throws Exception {
        try (Crew crew = Crew.of(64)) {
            for (ExistingCustomer mode : ExistingCustomer.values()) {

                Results<UpsertedCustomer> upserted = crew.together(member ->
                        customers.upsertByPhone(BARE.withName("Name " + member).withTags("t" + member), mode));

                assertThat(upserted.failures()).isEmpty();
                assertThat(upserted.values())
                        .filteredOn(each -> each.outcome() == Outcome.INSERTED)
                        .hasSize(1);
                assertThat(upserted.values())
                        .filteredOn(each -> each.outcome() == Outcome.UPDATED)
                        .hasSize(mode == OVERWRITE ? 63 : 0);
                assertThat(upserted.values())
                        .extracting(each -> each.customer().id())
                        .containsOnly(
                                customers.findByPhone(phone(1)).orElseThrow().id());
                assertThat(customers.count(noCondition())).isEqualTo(1);
                customers.delete(upserted.values().getFirst().customer().id());
            }
        }
    }

    @Test
    void fillsEachColumnOnceHoweverManyFillAtOnce() throws Exception {
        Customer bare = customers.create(BARE);
        try (Crew crew = Crew.of(64)) {

            Results<UpsertedCustomer> upserted = crew.together(member -> customers.upsertByPhone(
                    member % 2 == 0 ? BARE.withName("Name " + member) : BARE.withEmail(member + "@example.org"),
                    FILL_MISSING));

            assertThat(upserted.failures()).isEmpty();
            assertThat(upserted.values())
                    .filteredOn(each -> each.outcome() == Outcome.UPDATED)
                    .hasSize(2);
            assertThat(customers.getById(bare.id()).name()).isNotNull();
            assertThat(customers.getById(bare.id()).email()).isNotNull();
        }
    }

    @Test
    void insertsAgainIfTheExistingCustomerIsDeletedInBetween() throws Exception {
        try (Crew crew = Crew.of(8)) {
            for (int round = 0; round < 20; round++) {

                Results<Boolean> done = crew.together(member -> member % 2 == 0
                        ? customers
                                .upsertByPhone(BARE, FILL_MISSING)
                                .customer()
                                .phone()
                                .equals(phone(1))
                        : customers.stream(CUSTOMERS.PHONE.eq(phone(1))).allMatch(row -> customers.delete(row.id())));

                assertThat(done.failures()).isEmpty();
            }
        }
    }

    @Test
    void seesWhatTheTransactionHasWritten() {
        Customer bare = customers.create(BARE);

        UpsertedCustomer filled = db.inTransaction(tx -> {
            tx.customers().update(bare.id(), Changes.set(CUSTOMERS.NAME, "Grace"));
            return tx.customers().upsertByPhone(FULL, FILL_MISSING);
        });

        assertThat(filled.customer().name()).isEqualTo("Grace");
        assertThat(filled.customer().email()).isEqualTo("ada@example.org");
    }

    private static NewCustomer given(Customer customer) {
        return new NewCustomer(
                customer.phone(),
                customer.email(),
                customer.name(),
                customer.communicationPreference(),
                customer.tags());
    }
}
