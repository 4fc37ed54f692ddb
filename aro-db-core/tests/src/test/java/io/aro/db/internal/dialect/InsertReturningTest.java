package io.aro.db.internal.dialect;

import static io.aro.db.schema.Tables.CUSTOMERS;
import static io.aro.db.schema.Tables.IDEMPOTENCY_KEYS;
import static org.assertj.core.api.Assertions.assertThat;

import io.aro.db.AroDatabase;
import io.aro.db.customer.NewCustomer;
import io.aro.db.internal.naming.QualifiedNames;
import io.aro.db.testkit.BothEngines;
import java.util.List;
import java.util.UUID;
import org.jooq.impl.DSL;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** With jOOQ's default settings, each of these inserts would return the row of the last insert on the connection. */
@BothEngines
@Tag("contract")
class InsertReturningTest {

    private static final String ADA = "+15550001";
    private static final String BOB = "+15550002";
    private static final String EVE = "+15550003";

    private final AroDatabase db;
    private UUID ada;

    InsertReturningTest(AroDatabase db) {
        this.db = db;
    }

    @BeforeEach
    void insertAdaAndThenBob() {
        ada = db.customers().create(NewCustomer.withPhone(ADA)).id();
        db.customers().create(NewCustomer.withPhone(BOB));
    }

    @Test
    void severalRowsComeBackInTheirOrder() {
        List<String> phones = db.session()
                .write(dsl -> dsl.insertInto(CUSTOMERS, CUSTOMERS.PHONE)
                        .values("+15550005")
                        .values("+15550004")
                        .values("+15550006")
                        .returning(CUSTOMERS.PHONE)
                        .fetch(CUSTOMERS.PHONE));

        assertThat(phones).containsExactly("+15550005", "+15550004", "+15550006");
    }

    @Test
    void doNothingThatHitsReturnsNothing() {
        assertThat(db.session()
                        .<List<String>>write(dsl -> dsl.insertInto(CUSTOMERS, CUSTOMERS.PHONE)
                                .values(ADA)
                                .onConflict(CUSTOMERS.PHONE)
                                .doNothing()
                                .returning()
                                .fetch(CUSTOMERS.PHONE)))
                .isEmpty();
    }

    @Test
    void doNothingReturnsTheNewRowsOnly() {
        assertThat(db.session()
                        .<List<String>>write(dsl -> dsl.insertInto(CUSTOMERS, CUSTOMERS.PHONE)
                                .values(ADA)
                                .values(EVE)
                                .values(BOB)
                                .onConflict(CUSTOMERS.PHONE)
                                .doNothing()
                                .returning()
                                .fetch(CUSTOMERS.PHONE)))
                .containsExactly(EVE);
    }

    @Test
    void doUpdateThatHitsReturnsTheRowThatWasThere() {
        var row = db.session()
                .write(dsl -> dsl.insertInto(CUSTOMERS, CUSTOMERS.PHONE, CUSTOMERS.NAME)
                        .values(ADA, "Ada")
                        .onConflict(CUSTOMERS.PHONE)
                        .doUpdate()
                        .set(CUSTOMERS.NAME, QualifiedNames.excluded(CUSTOMERS.NAME))
                        .returning()
                        .fetchSingle());

        assertThat(row.getId()).isEqualTo(ada);
        assertThat(row.getPhone()).isEqualTo(ADA);
        assertThat(row.getName()).isEqualTo("Ada");
    }

    @Test
    void doUpdateWhoseConditionFailsReturnsNothing() {
        assertThat(db.session()
                        .<List<String>>write(dsl -> dsl.insertInto(CUSTOMERS, CUSTOMERS.PHONE, CUSTOMERS.NAME)
                                .values(ADA, "Ada")
                                .onConflict(CUSTOMERS.PHONE)
                                .doUpdate()
                                .set(CUSTOMERS.NAME, QualifiedNames.excluded(CUSTOMERS.NAME))
                                .where(CUSTOMERS.RISK_SCORE.gt(50))
                                .returning()
                                .fetch(CUSTOMERS.PHONE)))
                .isEmpty();
        assertThat(db.customers().getById(ada).name()).isNull();
    }

    @Test
    void insertFromQueryReturnsItsRow() {
        assertThat(db.session()
                        .<List<String>>write(dsl -> dsl.insertInto(CUSTOMERS, CUSTOMERS.PHONE, CUSTOMERS.NAME)
                                .select(DSL.select(DSL.val(EVE, CUSTOMERS.PHONE), CUSTOMERS.PHONE)
                                        .from(CUSTOMERS)
                                        .where(CUSTOMERS.PHONE.eq(ADA)))
                                .returning(CUSTOMERS.NAME)
                                .fetch(CUSTOMERS.NAME)))
                .containsExactly(ADA);
    }

    @Test
    void rowWithKeyOfSeveralColumnsComesBack() {
        var row = db.session()
                .write(dsl -> dsl.insertInto(IDEMPOTENCY_KEYS, IDEMPOTENCY_KEYS.SOURCE, IDEMPOTENCY_KEYS.KEY)
                        .values("calendly", "evt_1")
                        .returning()
                        .fetchSingle());

        assertThat(row.getSource()).isEqualTo("calendly");
        assertThat(row.getFence()).isEqualTo(1);
    }

    @Test
    void updateAndDeleteReturnEveryRowTheyChanged() {
        assertThat(db.session()
                        .<List<String>>write(dsl -> dsl.update(CUSTOMERS)
                                .set(CUSTOMERS.NAME, "x")
                                .where(CUSTOMERS.PHONE.in(ADA, BOB, EVE))
                                .returning()
                                .fetch(CUSTOMERS.PHONE)))
                .containsExactlyInAnyOrder(ADA, BOB);
        assertThat(db.session()
                        .<List<String>>write(dsl -> dsl.deleteFrom(CUSTOMERS)
                                .where(CUSTOMERS.PHONE.in(ADA, EVE))
                                .returning()
                                .fetch(CUSTOMERS.PHONE)))
                .containsExactly(ADA);
    }
}
