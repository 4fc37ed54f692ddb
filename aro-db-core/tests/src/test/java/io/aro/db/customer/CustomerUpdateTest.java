package io.aro.db.customer;

import static io.aro.db.fixture.Given.customer;
import static io.aro.db.fixture.Given.phone;
import static io.aro.db.schema.Tables.CUSTOMERS;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.aro.db.AroDatabase;
import io.aro.db.error.ConstraintViolationException;
import io.aro.db.error.ConstraintViolationException.Kind;
import io.aro.db.fixture.Crew;
import io.aro.db.fixture.Crew.Results;
import io.aro.db.fixture.Rows;
import io.aro.db.fixture.Watched;
import io.aro.db.refusal.InvalidValueException;
import io.aro.db.refusal.NotFoundException;
import io.aro.db.repository.Changes;
import io.aro.db.schema.tables.records.CustomersRecord;
import io.aro.db.testkit.BothEngines;
import io.aro.db.testkit.TestClock;
import io.aro.db.testkit.TestDatabase;
import java.math.BigDecimal;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.Test;

/** Updates of single columns of customers, with the refusals. */
@BothEngines
class CustomerUpdateTest {

    private final AroDatabase db;
    private final TestClock clock;
    private final Customer ada;

    CustomerUpdateTest(AroDatabase db, TestClock clock) {
        this.db = db;
        this.clock = clock;
        this.ada = db.customers()
                .create(NewCustomer.withPhone(phone(1)).withName("Ada").withTags("vip"));
    }

    @Test
    void writesTheGivenColumnsAndReturnsTheRow() {
        Instant later = clock.advance(Duration.ofHours(1));

        Customer changed = db.customers()
                .update(
                        ada.id(),
                        Changes.set(CUSTOMERS.NAME, "Ada L.")
                                .and(CUSTOMERS.EMAIL, "ada@example.org")
                                .and(CUSTOMERS.TAGS, List.of()));

        assertThat(changed.name()).isEqualTo("Ada L.");
        assertThat(changed.email()).isEqualTo("ada@example.org");
        assertThat(changed.tags()).isEmpty();
        assertThat(changed.updatedAt()).isEqualTo(later);
        assertThat(changed.createdAt()).isEqualTo(ada.createdAt());
        assertThat(db.customers().getById(ada.id())).isEqualTo(changed);
    }

    @Test
    void leavesEveryOtherColumnToOtherWriters(TestDatabase database) {
        Watched watched = Watched.over(database, clock);

        watched.db().customers().update(ada.id(), Changes.set(CUSTOMERS.NAME, "Eve"));

        assertThat(watched.queries())
                .singleElement()
                .satisfies(sql -> assertThat(sql.substring(sql.indexOf(" set "), sql.indexOf(" where ")))
                        .contains("name", "updated_at")
                        .doesNotContain("phone", "email", "tags", "created_at"));
    }

    @Test
    void emptiesAColumn() {
        assertThat(db.customers()
                        .update(ada.id(), Changes.set(CUSTOMERS.NAME, null))
                        .name())
                .isNull();
    }

    @Test
    void refusesColumnsThatOtherMethodsKeep() {
        List<Changes<CustomersRecord>> forbidden = List.of(
                Changes.set(CUSTOMERS.ID, UUID.fromString("01890000-0000-7000-8000-000000000000")),
                Changes.set(CUSTOMERS.NO_SHOW_COUNT, 3L),
                Changes.set(CUSTOMERS.RESCHEDULE_COUNT, 3L),
                Changes.set(CUSTOMERS.CANCEL_COUNT, 3L),
                Changes.set(CUSTOMERS.CONFIRMATION_RATE, BigDecimal.ONE),
                Changes.set(CUSTOMERS.LIFETIME_VALUE, BigDecimal.TEN),
                Changes.set(CUSTOMERS.RISK_SCORE, 3),
                Changes.set(CUSTOMERS.RISK_CATEGORY, "high"),
                Changes.set(CUSTOMERS.REQUIRES_DEPOSIT, true),
                Changes.set(CUSTOMERS.CREATED_AT, Instant.EPOCH));

        assertThat(forbidden)
                .allSatisfy(changes -> assertThatExceptionOfType(InvalidValueException.class)
                        .isThrownBy(() -> db.customers().update(ada.id(), changes)));
        assertThat(db.customers().getById(ada.id())).isEqualTo(ada);
    }

    @Test
    void setsUpdatedAtToTheClockWhateverTheCallerSays() {
        Instant later = clock.advance(Duration.ofHours(1));

        Customer changed = db.customers().update(ada.id(), Changes.set(CUSTOMERS.UPDATED_AT, Instant.EPOCH));

        assertThat(changed.updatedAt()).isEqualTo(later);
    }

    @Test
    void refusesWhatIsNoEmailAddressAndSoDoesTheTable(TestDatabase database) {
        assertThatExceptionOfType(InvalidValueException.class)
                .isThrownBy(() -> db.customers().update(ada.id(), Changes.set(CUSTOMERS.EMAIL, "ada.example.org")))
                .satisfies(refused -> assertThat(refused.field()).isEqualTo("email"));

        assertThat(List.of("", "ada", "@example.org", "ada@", "a@b@c", "a da@example.org"))
                .allSatisfy(address -> assertThatExceptionOfType(SQLException.class)
                        .isThrownBy(() -> Rows.execute(database, "UPDATE customers SET email = '" + address + "'"))
                        .withMessageContaining("ck_customers_email"));
        assertThat(db.customers().getById(ada.id())).isEqualTo(ada);
    }

    @Test
    void saysWhichCustomerIsMissing() {
        UUID nobody = UUID.fromString("01890000-0000-7000-8000-000000000000");

        assertThatExceptionOfType(NotFoundException.class)
                .isThrownBy(() -> db.customers().update(nobody, Changes.set(CUSTOMERS.NAME, "Eve")))
                .satisfies(refused -> assertThat(refused.id()).isEqualTo(nobody));
    }

    @Test
    void refusesThePhoneOfAnother() {
        customer(db, 2);

        assertThatExceptionOfType(ConstraintViolationException.class)
                .isThrownBy(() -> db.customers().update(ada.id(), Changes.set(CUSTOMERS.PHONE, phone(2))))
                .satisfies(refused -> assertThat(refused.kind()).isEqualTo(Kind.UNIQUE));
    }

    @Test
    void saysThatTheCustomerIsMissingIfItIsDeletedMeanwhile() throws Exception {
        CountDownLatch deleted = new CountDownLatch(1);
        CountDownLatch goOn = new CountDownLatch(1);
        try (Crew crew = Crew.of(2)) {

            Results<UUID> done = crew.together(member -> {
                if (member == 0) {
                    db.<InterruptedException>useTransaction(tx -> {
                        tx.customers().delete(ada.id());
                        deleted.countDown();
                        goOn.await();
                    });
                    return ada.id();
                }
                deleted.await();
                goOn.countDown();
                return db.customers()
                        .update(ada.id(), Changes.set(CUSTOMERS.NAME, "Eve"))
                        .id();
            });

            assertThat(done.values()).containsExactly(ada.id());
            assertThat(done.failures())
                    .singleElement()
                    .isInstanceOfSatisfying(
                            NotFoundException.class,
                            missing -> assertThat(missing.id()).isEqualTo(ada.id()));
        }
    }
}
