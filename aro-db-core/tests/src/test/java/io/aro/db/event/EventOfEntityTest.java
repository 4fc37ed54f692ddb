package io.aro.db.event;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.aro.db.AroDatabase;
import io.aro.db.customer.NewCustomer;
import io.aro.db.fixture.Given;
import io.aro.db.fixture.Rows;
import io.aro.db.fixture.Watched;
import io.aro.db.refusal.NotFoundException;
import io.aro.db.testkit.BothEngines;
import io.aro.db.testkit.TestClock;
import io.aro.db.testkit.TestDatabase;
import io.aro.db.testkit.jdbc.Statements;
import java.sql.SQLException;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jooq.Query;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Events about existing and missing entities. */
@BothEngines
class EventOfEntityTest {

    private static final UUID NOBODY = UUID.fromString("01890000-0000-7000-8000-000000000009");

    private final TestDatabase database;
    private final AroDatabase db;
    private final TestClock clock;

    EventOfEntityTest(TestDatabase database, AroDatabase db, TestClock clock) {
        this.database = database;
        this.db = db;
        this.clock = clock;
    }

    @Test
    void appendsTheEventOfAnEntityThatIsThereByOneStatement() {
        UUID ada = Given.customer(db, 1).id();
        Watched watched = Watched.over(database, clock);

        Statements sent = watched.counter()
                .counting(() ->
                        watched.db().events().append(noted("customer", ada).withData(Map.of("by", "phone"))));

        assertThat(sent.count()).as("%s", sent).isEqualTo(1);
        Event event = db.events().findByEntity("customer", ada, 10).getFirst();
        assertThat(event.type()).isEqualTo("customer.noted");
        assertThat(event.actor()).isEqualTo(Actor.user("front-desk"));
        assertThat(event.timestamp()).isEqualTo(clock.instant());
        assertThat(event.createdAt()).isEqualTo(clock.instant());
        assertThat(event.data().get("by").asString()).isEqualTo("phone");
        assertThat(event.metadata().get("source").asString()).isEqualTo("aro-db");
    }

    @ParameterizedTest
    @ValueSource(strings = {"customer", "appointment", "reminder", "workflow", "dead_letter", "consent", "config"})
    void refusesTheEventOfAnEntityThatIsNotThere(String noun) throws SQLException {
        Given.booked(db, 1);
        long before = Rows.count(database, "events");

        assertThatExceptionOfType(NotFoundException.class)
                .isThrownBy(() -> db.events().append(noted(noun, NOBODY)))
                .satisfies(refusal -> {
                    assertThat(refusal.entity()).isEqualTo(noun);
                    assertThat(refusal.id()).isEqualTo(NOBODY);
                });

        assertThat(Rows.count(database, "events")).isEqualTo(before);
    }

    @ParameterizedTest
    @ValueSource(strings = {"system", "invoice", "Customer"})
    void doesNotAskForEntitiesThatAreNotOurs(String noun) {
        db.events().append(noted(noun, NOBODY));

        assertThat(db.events().findByEntity(noun, NOBODY, 10)).hasSize(1);
    }

    @Test
    void seesTheEntityThatItsOwnTransactionHasWritten() {
        UUID ada = db.inTransaction(tx -> {
            UUID id =
                    tx.customers().create(NewCustomer.withPhone(Given.phone(1))).id();
            tx.events().append(noted("customer", id));
            return id;
        });

        assertThat(db.events().findByEntity("customer", ada, 10)).hasSize(1);
    }

    @Test
    void leavesTheTransactionUsableAfterARefusal() {
        UUID ada = Given.customer(db, 1).id();

        db.useTransaction(tx -> {
            assertThatExceptionOfType(NotFoundException.class)
                    .isThrownBy(() -> tx.events().append(noted("customer", NOBODY)));
            tx.events().append(noted("customer", ada));
        });

        assertThat(db.events().findByEntity("customer", ada, 10)).hasSize(1);
    }

    @Test
    void handsOutStatementsThatACallerSendsTogetherWithItsOwn() {
        UUID visit = Given.booked(db, 1).id();

        db.useTransaction(tx -> {
            List<Query> insertions = List.of(
                    tx.events()
                            .insertionOf(noted("appointment", visit).withData(Map.of("quote", "it's \\\"fine\\\" ?"))),
                    tx.events().insertionOf(noted("appointment", NOBODY)));
            tx.session().write(dsl -> dsl.batch(insertions).execute());
        });
        db.session().write(dsl -> dsl.execute(db.events().insertionOf(noted("customer", NOBODY))));

        Event noted = db.events().findByEntity("appointment", visit, 10).getLast();
        assertThat(noted.data().get("quote").asString()).isEqualTo("it's \\\"fine\\\" ?");
        assertThat(db.events().findByEntity("appointment", NOBODY, 10)).hasSize(1);
        assertThat(db.events().findByEntity("customer", NOBODY, 10)).hasSize(1);
    }

    @Test
    void writesNothingWhenItHandsOutAStatement() throws SQLException {
        db.events().insertionOf(noted("system", NOBODY));

        assertThat(Rows.count(database, "events")).isZero();
    }

    private static NewEvent noted(String noun, UUID id) {
        return NewEvent.of(noun + ".noted", noun, id, Actor.user("front-desk"));
    }
}
