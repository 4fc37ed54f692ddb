package io.aro.db.appointment;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.aro.db.AroDatabase;
import io.aro.db.fixture.Given;
import io.aro.db.refusal.InvalidValueException;
import io.aro.db.testkit.BothEngines;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.Year;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.List;
import java.util.UUID;
import java.util.stream.Stream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/** Searches by days with no midnight, two midnights, or offsets of odd seconds. */
@BothEngines
class DayOfZoneTest {

    private record Visit(String zone, String day, String begins) {}

    private static final List<Visit> VISITS = List.of(
            new Visit("America/Santiago", "2026-09-06", "2026-09-06T04:00:00Z"),
            new Visit("Africa/Cairo", "2026-04-24", "2026-04-23T22:00:00Z"),
            new Visit("Asia/Beirut", "2026-03-29", "2026-03-28T22:00:00Z"),
            new Visit("America/New_York", "2026-11-01", "2026-11-02T04:59:59.999999Z"),
            new Visit("Australia/Lord_Howe", "2026-04-05", "2026-04-05T13:29:59.999999Z"),
            new Visit("Pacific/Apia", "2011-12-31", "2011-12-30T10:00:00Z"),
            new Visit("America/St_Johns", "2010-11-07", "2010-11-07T02:30:59.999999Z"),
            new Visit("America/St_Johns", "2010-11-06", "2010-11-07T02:31:00Z"),
            new Visit("America/St_Johns", "2010-11-06", "2010-11-07T03:29:59.999999Z"),
            new Visit("America/St_Johns", "2010-11-07", "2010-11-07T03:30:00Z"),
            new Visit("Africa/Monrovia", "1900-01-01", "1900-01-01T00:43:08Z"),
            new Visit("Africa/Monrovia", "1899-12-31", "1900-01-01T00:43:07.999999Z"));

    private final AroDatabase db;

    DayOfZoneTest(AroDatabase db) {
        this.db = db;
    }

    private Appointment booked(UUID customer, Instant begins) {
        return db.appointments()
                .create(NewAppointment.of(customer, begins, Duration.ofMinutes(30), "Cleaning", BigDecimal.ONE));
    }

    @Test
    @DisplayName("BR-28 Each appointment is found on exactly the local day of its start")
    void eachAppointmentIsOnTheDayThatClocksShow() {
        UUID customer = Given.customer(db, 1).id();

        assertThat(VISITS).allSatisfy(visit -> {
            Appointment booked = booked(customer, Instant.parse(visit.begins()));
            ZoneId zone = ZoneId.of(visit.zone());
            LocalDate day = LocalDate.parse(visit.day());

            Stream<LocalDate> days = day.minusDays(3)
                    .datesUntil(day.plusDays(4))
                    .filter(one -> db.appointments().findByDay(one, zone).contains(booked));

            assertThat(days).containsExactly(day);
        });
    }

    @Test
    void findsTheFirstMomentAndTheLast() {
        UUID customer = Given.customer(db, 1).id();
        Appointment first = booked(customer, Instant.parse("0001-01-01T00:00:00Z"));
        Appointment last = booked(customer, Instant.parse("9999-12-31T23:59:59.999999Z"));

        assertThat(db.appointments().findByDay(LocalDate.of(1, 1, 1), ZoneOffset.MAX))
                .containsExactly(first);
        assertThat(db.appointments().findByDay(LocalDate.of(1, 1, 1), ZoneOffset.UTC))
                .containsExactly(first);
        assertThat(db.appointments().findByDay(LocalDate.of(9999, 12, 31), ZoneOffset.MIN))
                .containsExactly(last);
        assertThat(db.appointments().findByDay(LocalDate.of(9999, 12, 31), ZoneOffset.UTC))
                .containsExactly(last);
    }

    @Test
    void refusesADayOfNoTimeThatIsStored() {
        assertThat(List.of(LocalDate.of(0, 12, 31), LocalDate.of(10_000, 1, 1), LocalDate.of(Year.MAX_VALUE, 1, 1)))
                .allSatisfy(day -> assertThatExceptionOfType(InvalidValueException.class)
                        .isThrownBy(() -> db.appointments().findByDay(day, ZoneOffset.UTC))
                        .withMessage("The value of day must be a day between the years 1 and 9999."));
    }
}
