package io.aro.db.internal.binding;

import static io.aro.db.schema.Tables.CUSTOMERS;
import static org.assertj.core.api.Assertions.assertThat;

import io.aro.db.AroDatabase;
import io.aro.db.testkit.BothEngines;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Times in a zone with daylight saving, on servers in such a zone. */
@BothEngines
@Tag("contract")
class InstantBindingTest {

    /**
     * Times in chronological order: the limits, changes of calendar and of zone rules, and fractions of every length.
     */
    private static final List<Instant> INSTANTS = Stream.of(
                    "0001-01-01T00:00:00Z",
                    "0001-01-01T07:52:58.000001Z",
                    "0999-12-31T23:59:59.999999Z",
                    "1582-10-04T12:00:00Z",
                    "1582-10-10T12:00:00Z",
                    "1582-10-15T12:00:00Z",
                    "1883-11-18T19:59:59Z",
                    "1883-11-18T20:00:00Z",
                    "1969-12-31T23:59:59.999999Z",
                    "1970-01-01T00:00:00Z",
                    "1970-01-01T00:00:00.000001Z",
                    "2026-03-01T09:59:59.999999Z",
                    "2026-03-01T10:00:00Z",
                    "2026-03-01T10:00:00.000001Z",
                    "2026-03-01T10:00:00.05Z",
                    "2026-03-01T10:00:00.5Z",
                    "2026-03-01T10:00:00.500001Z",
                    "2026-03-01T10:00:00.51Z",
                    "2026-03-01T10:00:01Z",
                    "2026-03-08T09:59:59.999999Z",
                    "2026-03-08T10:00:00Z",
                    "2026-11-01T08:30:00Z",
                    "2026-11-01T09:30:00Z",
                    "9999-12-31T23:59:59.999999Z")
            .map(Instant::parse)
            .toList();

    private final AroDatabase db;

    InstantBindingTest(AroDatabase db) {
        this.db = db;
    }

    @Test
    void keepsInstants() {
        RoundTrip roundTrip = new RoundTrip(db);

        assertThat(INSTANTS)
                .allSatisfy(instant -> assertThat(roundTrip.ofCustomer(CUSTOMERS.LAST_REVIEW_REQUEST_DATE, instant))
                        .containsOnly(instant));
    }

    @Test
    void ordersInstantsByTime() {
        List<Instant> shuffled = new ArrayList<>(INSTANTS);
        Collections.shuffle(shuffled, new Random(42));
        insert(shuffled);

        assertThat(db.session()
                        .<List<Instant>>read(dsl -> dsl.select(CUSTOMERS.LAST_REVIEW_REQUEST_DATE)
                                .from(CUSTOMERS)
                                .orderBy(CUSTOMERS.LAST_REVIEW_REQUEST_DATE)
                                .fetch(CUSTOMERS.LAST_REVIEW_REQUEST_DATE)))
                .containsExactlyElementsOf(INSTANTS);
    }

    @Test
    void comparesInstantsByTime() {
        insert(INSTANTS);

        for (int i = 0; i < INSTANTS.size(); i++) {
            Instant bound = INSTANTS.get(i);
            assertThat(db.customers().count(CUSTOMERS.LAST_REVIEW_REQUEST_DATE.lt(bound)))
                    .as("before %s", bound)
                    .isEqualTo(i);
        }
    }

    private void insert(List<Instant> instants) {
        for (int i = 0; i < instants.size(); i++) {
            String phone = "+1555000" + i;
            Instant instant = instants.get(i);
            db.session()
                    .write(dsl -> dsl.insertInto(CUSTOMERS)
                            .set(CUSTOMERS.PHONE, phone)
                            .set(CUSTOMERS.LAST_REVIEW_REQUEST_DATE, instant)
                            .execute());
        }
    }
}
