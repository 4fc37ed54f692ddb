package io.aro.db.idempotency;

import static io.aro.db.lifecycle.AppointmentStatus.CANCELLED;
import static org.assertj.core.api.Assertions.assertThat;

import io.aro.db.AroDatabase;
import io.aro.db.appointment.StatusChange;
import io.aro.db.customer.Customer;
import io.aro.db.event.Actor;
import io.aro.db.fixture.Given;
import io.aro.db.fixture.Rows;
import io.aro.db.idempotency.Outcome.Executed;
import io.aro.db.idempotency.Outcome.Replayed;
import io.aro.db.lifecycle.AppointmentStatus;
import io.aro.db.ordering.DeliverySubject;
import io.aro.db.testkit.BothEngines;
import io.aro.db.testkit.TestDatabase;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/** Deliveries about one booking in the wrong order, each event with its own key. */
@BothEngines
class LateDeliveryTest {

    private static final String BOOKING = "https://calendly.example/bookings/1";
    private static final Instant BOOKED = Instant.parse("2026-03-01T09:00:00Z");
    private static final Instant CANCELLATION = Instant.parse("2026-03-01T09:05:00Z");

    private final AroDatabase db;
    private final TestDatabase database;

    LateDeliveryTest(AroDatabase db, TestDatabase database) {
        this.db = db;
        this.database = database;
    }

    /** An event of a provider: the booking's new status and its time. */
    record BookingEvent(String id, AppointmentStatus status, Instant occurredAt) {}

    private Outcome<String> deliver(BookingEvent event) {
        IdempotencyKey key = IdempotencyKey.of("calendly", event.id());
        return db.idempotency().execute(key, event, String.class, tx -> {
            if (!tx.deliveryOrder().acceptIfNewest("calendly", BOOKING, event.occurredAt())) {
                return "dropped";
            }
            Customer ada = tx.customers().findByPhone(Given.phone(1)).orElseThrow();
            var visit =
                    tx.appointments().upsertByExternalId(Given.visit(ada.id()).withExternalId(BOOKING));
            if (visit.status() != event.status()) {
                tx.appointments().updateStatus(visit.id(), event.status(), StatusChange.by(Actor.webhook("calendly")));
            }
            return "applied";
        });
    }

    @Test
    @DisplayName("F19: a late event is dropped and counted, and the state is unchanged")
    void dropsAndRecordsALateEvent() throws SQLException {
        Given.customer(db, 1);
        var cancelled = new BookingEvent("evt-2", CANCELLED, CANCELLATION);
        var booked = new BookingEvent("evt-1", AppointmentStatus.BOOKED, BOOKED);
        assertThat(deliver(cancelled)).isEqualTo(new Executed<>("applied"));
        var before = business();

        assertThat(deliver(booked)).isEqualTo(new Executed<>("dropped"));

        assertThat(business()).isEqualTo(before);
        assertThat(db.appointments().findByExternalId(BOOKING).orElseThrow().status())
                .isEqualTo(CANCELLED);
        DeliverySubject subject = subject();
        assertThat(subject.occurredAt()).isEqualTo(CANCELLATION);
        assertThat(subject.superseded()).isEqualTo(1);
        assertThat(subject.lastSupersededAt()).isEqualTo(database.clock().instant());
        assertThat(deliver(booked)).isEqualTo(new Replayed<>("dropped"));
        assertThat(deliver(cancelled)).isEqualTo(new Replayed<>("applied"));
        assertThat(subject()).isEqualTo(subject);
    }

    @Test
    void appliesEventsThatComeInTheirOrder() {
        Given.customer(db, 1);

        assertThat(deliver(new BookingEvent("evt-1", AppointmentStatus.BOOKED, BOOKED)))
                .isEqualTo(new Executed<>("applied"));
        assertThat(deliver(new BookingEvent("evt-2", CANCELLED, CANCELLATION))).isEqualTo(new Executed<>("applied"));

        assertThat(db.appointments().findByExternalId(BOOKING).orElseThrow().status())
                .isEqualTo(CANCELLED);
        assertThat(subject().superseded()).isZero();
    }

    private DeliverySubject subject() {
        return db.inTransaction(tx -> tx.deliveryOrder().find("calendly", BOOKING))
                .orElseThrow();
    }

    /** Returns all rows except the bookkeeping of deliveries. */
    private Map<String, List<String>> business() throws SQLException {
        var tables = Rows.dump(database);
        tables.remove("idempotency_keys");
        tables.remove("delivery_subjects");
        return tables;
    }
}
