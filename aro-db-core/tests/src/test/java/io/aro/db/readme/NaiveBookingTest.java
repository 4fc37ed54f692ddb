package io.aro.db.readme;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import io.aro.db.readme.NaiveBooking.Delivery;
import io.aro.db.testkit.BothEngines;
import io.aro.db.testkit.TestDatabase;
import io.aro.db.testkit.Unmigrated;
import org.jooq.DSLContext;
import org.jooq.ExecuteListener;
import org.jooq.SQLDialect;
import org.jooq.impl.DSL;
import org.junit.jupiter.api.Test;

/** The failures of the three attempts that the README begins with. */
@BothEngines
class NaiveBookingTest {

    private static final Delivery DELIVERY = new Delivery("evt_1", "invitees/1", "2028-03-01T15:00:00Z");

    private final DSLContext dsl;

    NaiveBookingTest(@Unmigrated TestDatabase database) {
        dsl = DSL.using(
                database.dataSource(), database.engine().isPostgres() ? SQLDialect.POSTGRES : SQLDialect.SQLITE);
        dsl.execute("CREATE TABLE bookings (invitee TEXT, starts_at TEXT)");
        dsl.execute("CREATE TABLE seen_events (id TEXT PRIMARY KEY)");
    }

    @Test
    void anInsertBooksARedeliveryTwice() {
        NaiveBooking.insert(dsl, DELIVERY);
        NaiveBooking.insert(dsl, DELIVERY);

        assertThat(bookings()).isEqualTo(2);
    }

    @Test
    void aSelectBeforeTheInsertMissesADeliveryAtTheSameTime() {
        DSLContext interrupted = listening(ExecuteListener.onEnd(select -> {
            if (bookings() == 0) {
                NaiveBooking.selectThenInsert(dsl, DELIVERY);
            }
        }));

        NaiveBooking.selectThenInsert(interrupted, DELIVERY);

        assertThat(bookings()).isEqualTo(2);
    }

    @Test
    void anEventThatIsRememberedFirstIsLostByACrash() {
        DSLContext crashing = listening(ExecuteListener.onEnd(insert -> {
            throw new IllegalStateException("The process dies here.");
        }));

        assertThatIllegalStateException().isThrownBy(() -> NaiveBooking.rememberThenInsert(crashing, DELIVERY));
        NaiveBooking.rememberThenInsert(dsl, DELIVERY);

        assertThat(bookings()).isZero();
    }

    private DSLContext listening(ExecuteListener listener) {
        return DSL.using(dsl.configuration().deriveAppending(listener));
    }

    private int bookings() {
        return dsl.fetchCount(DSL.table("bookings"));
    }
}
