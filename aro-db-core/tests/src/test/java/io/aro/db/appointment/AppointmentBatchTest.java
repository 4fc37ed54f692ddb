package io.aro.db.appointment;

import static io.aro.db.fixture.Given.DESK;
import static io.aro.db.fixture.Given.visit;
import static io.aro.db.lifecycle.AppointmentStatus.CONFIRMED;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.aro.db.AroDatabase;
import io.aro.db.error.ConstraintViolationException;
import io.aro.db.fixture.Given;
import io.aro.db.fixture.Histories;
import io.aro.db.fixture.Rows;
import io.aro.db.fixture.Watched;
import io.aro.db.testkit.BothEngines;
import io.aro.db.testkit.TestClock;
import io.aro.db.testkit.TestDatabase;
import io.aro.db.testkit.jdbc.JdbcCall.Kind;
import io.aro.db.testkit.jdbc.JdbcInterceptor;
import io.aro.db.testkit.jdbc.Statements;
import java.math.BigDecimal;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** Bookings of many appointments in batches, equal to single bookings. */
@BothEngines
class AppointmentBatchTest {

    private final AroDatabase db;
    private final TestDatabase database;
    private final UUID ada;
    private final UUID bob;

    AppointmentBatchTest(AroDatabase db, TestDatabase database) {
        this.db = db;
        this.database = database;
        this.ada = Given.customer(db, 1).id();
        this.bob = Given.customer(db, 2).id();
    }

    @Test
    void booksEachAsIfItWereBookedAlone() {
        NewAppointment full = visit(ada)
                .withExternalId("evt-1")
                .withProvider("Dr. Reyes")
                .withLocation("Room 2")
                .withDepositAmount(new BigDecimal("25.00"))
                .withNotes("first visit");
        Appointment alone = db.appointments().create(full.withExternalId("evt-0"));

        long booked = db.appointments().createAll(Stream.of(full, visit(bob)));

        assertThat(booked).isEqualTo(2);
        Appointment together = db.appointments().findByExternalId("evt-1").orElseThrow();
        assertThat(together)
                .usingRecursiveComparison()
                .ignoringFields("id", "externalId")
                .isEqualTo(alone);
        assertThat(db.appointments().transitionsOf(together.id()))
                .usingRecursiveFieldByFieldElementComparatorIgnoringFields("appointmentId")
                .isEqualTo(db.appointments().transitionsOf(alone.id()));
        assertThat(db.events().findByEntity("appointment", together.id(), 10))
                .usingRecursiveFieldByFieldElementComparatorIgnoringFields("id", "entityId")
                .isEqualTo(db.events().findByEntity("appointment", alone.id(), 10));
        Histories.assertCountsAddUp(db, ada);
        Histories.assertCountsAddUp(db, bob);
    }

    @Test
    void booksManyWhichGoOnLikeAnyOther() {
        long booked =
                db.appointments().createAll(IntStream.range(0, 1_200).mapToObj(i -> visit(i % 3 == 0 ? ada : bob)));

        assertThat(booked).isEqualTo(1_200);
        List<Appointment> hers = db.appointments().findByCustomerId(ada);
        assertThat(hers).hasSize(400);
        db.appointments().updateStatus(hers.getFirst().id(), CONFIRMED, DESK);
        Histories.assertReplays(db, hers.getFirst().id());
        Histories.assertCountsAddUp(db, ada);
        assertThat(db.customers().getById(bob).appointmentCount()).isEqualTo(800);
    }

    @Test
    void keepsNoneIfOneIsRefused() throws SQLException {
        var before = Rows.dump(database);
        Stream<NewAppointment> lastIsTaken =
                IntStream.range(0, 600).mapToObj(i -> visit(ada).withExternalId(i == 599 ? "evt-0" : "evt-" + i));

        assertThatExceptionOfType(ConstraintViolationException.class)
                .isThrownBy(() -> db.appointments().createAll(lastIsTaken))
                .satisfies(refused -> assertThat(refused.kind()).isEqualTo(ConstraintViolationException.Kind.UNIQUE));
        assertThatExceptionOfType(ConstraintViolationException.class)
                .isThrownBy(() -> db.appointments().createAll(Stream.of(visit(ada), visit(new UUID(1, 1)))))
                .satisfies(
                        refused -> assertThat(refused.kind()).isEqualTo(ConstraintViolationException.Kind.FOREIGN_KEY));

        assertThat(Rows.dump(database)).isEqualTo(before);
    }

    @Test
    void booksNoneOfNone() {
        assertThat(db.appointments().createAll(Stream.of())).isZero();
    }

    @Test
    void hasSentEachBatchBeforeItAsksForTheNext() {
        AtomicInteger sent = new AtomicInteger();
        AroDatabase counted = database.open((JdbcInterceptor) call -> {
            sent.addAndGet(call.kind() == Kind.EXECUTE ? 1 : 0);
            return call.proceed();
        });
        List<Integer> sentBefore = new ArrayList<>();

        counted.appointments().createAll(IntStream.range(0, 1_001).mapToObj(i -> {
            sentBefore.add(sent.get());
            return visit(ada);
        }));

        assertThat(sentBefore.get(499)).isEqualTo(sentBefore.get(1));
        assertThat(sentBefore.get(500)).isGreaterThan(sentBefore.get(499));
        assertThat(sentBefore.get(999)).isEqualTo(sentBefore.get(500));
        assertThat(sentBefore.get(1_000)).isGreaterThan(sentBefore.get(999));
    }

    @Test
    void takesOneBatchPerTable(TestClock clock) {
        Watched watched = Watched.over(database, clock);

        Statements sent = watched.counter()
                .counting(() -> watched.db()
                        .appointments()
                        .createAll(IntStream.range(0, 500).mapToObj(i -> visit(ada))));

        assertThat(sent.count()).as("%s", sent).isEqualTo(4);
        assertThat(sent.commits()).isEqualTo(1);
    }
}
