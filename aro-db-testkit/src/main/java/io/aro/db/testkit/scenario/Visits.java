package io.aro.db.testkit.scenario;

import static io.aro.db.lifecycle.AppointmentStatus.BOOKED;
import static io.aro.db.lifecycle.AppointmentStatus.CANCELLED;
import static io.aro.db.lifecycle.AppointmentStatus.COMPLETED;
import static io.aro.db.lifecycle.AppointmentStatus.CONFIRMED;
import static io.aro.db.lifecycle.AppointmentStatus.IN_PROGRESS;
import static io.aro.db.lifecycle.AppointmentStatus.NO_SHOW;
import static io.aro.db.lifecycle.AppointmentStatus.RESCHEDULED;

import io.aro.db.event.Actor;
import io.aro.db.lifecycle.AppointmentStatus;
import io.aro.db.testkit.scenario.Visit.Move;
import java.time.DayOfWeek;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalTime;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.stream.Stream;

/**
 * A generator of a clinic's appointments; reproducible for the same clinic and time.
 *
 * <p>An instance serves a single thread and a single run.
 */
final class Visits {

    private static final LocalTime OPEN = LocalTime.of(9, 0);
    private static final int QUARTERS_A_DAY = 4 * 7;
    private static final List<String> PROVIDERS = List.of("Dr. Adams", "Dr. Baker", "Dr. Clark");
    private static final Actor DESK = Actor.user("front-desk");
    private static final Actor CUSTOMER = Actor.webhook("twilio");
    private static final Actor BOOKING = Actor.webhook("calendly");
    private static final int LONGEST_LEAD_HOURS = 30 * 24;
    private static final Duration UNTIL_NO_SHOW = Duration.ofMinutes(15);

    private final Clinic clinic;
    private final Instant now;
    private final Random random;

    Visits(Clinic clinic, Instant now) {
        this.clinic = clinic;
        this.now = now;
        this.random = new Random(clinic.seed());
    }

    Stream<Visit> all() {
        return Stream.generate(this::next).limit(clinic.appointments());
    }

    private Visit next() {
        OfferedTreatment treatment = OfferedTreatment.any(random);
        Instant date = date();
        boolean isOver = date.plus(treatment.length()).plus(UNTIL_NO_SHOW).isBefore(now);
        Instant created = created(date, isOver);
        return new Visit(
                Ids.at(created, random),
                customer(),
                date,
                treatment,
                PROVIDERS.get(random.nextInt(PROVIDERS.size())),
                moves(created, date, date.plus(treatment.length()), isOver));
    }

    /** Picks a customer with a skewed distribution: a quarter of the customers has half of the appointments. */
    private int customer() {
        double share = random.nextDouble();
        return (int) (clinic.customers() * share * share);
    }

    private Instant date() {
        long days = ChronoUnit.DAYS.between(clinic.from(), clinic.until());
        LocalDate day = clinic.from().plusDays(random.nextLong(days));
        while (day.getDayOfWeek() == DayOfWeek.SATURDAY || day.getDayOfWeek() == DayOfWeek.SUNDAY) {
            day = day.plusDays(1);
        }
        LocalTime time = OPEN.plusMinutes(15L * random.nextInt(QUARTERS_A_DAY));
        return day.atTime(time).atZone(clinic.zone()).toInstant();
    }

    private Instant created(Instant date, boolean isOver) {
        Instant latest = isOver || date.isBefore(now) ? date : now;
        return latest.minus(1L + random.nextInt(LONGEST_LEAD_HOURS), ChronoUnit.HOURS);
    }

    private List<Move> moves(Instant created, Instant date, Instant end, boolean isOver) {
        Instant before = isOver || date.isBefore(now) ? date : now;
        List<Move> moves = new ArrayList<>();
        add(moves, BOOKED, created, BOOKING);
        if (random.nextDouble() < clinic.rates().rescheduled()) {
            add(moves, RESCHEDULED, part(created, before, 0.2), CUSTOMER);
            add(moves, BOOKED, part(created, before, 0.3), DESK);
        }
        if (random.nextDouble() < clinic.rates().confirmed()) {
            add(moves, CONFIRMED, part(created, before, 0.8), CUSTOMER);
        }
        double fate = random.nextDouble();
        if (!isOver) {
            return List.copyOf(moves);
        }
        if (fate < clinic.rates().noShow()) {
            add(moves, NO_SHOW, date.plus(UNTIL_NO_SHOW), DESK);
        } else if (fate < clinic.rates().noShow() + clinic.rates().cancelled()) {
            add(moves, CANCELLED, part(created, before, 0.9), CUSTOMER);
        } else {
            add(moves, IN_PROGRESS, date, DESK);
            add(moves, COMPLETED, end, DESK);
        }
        return List.copyOf(moves);
    }

    private static void add(List<Move> moves, AppointmentStatus to, Instant at, Actor actor) {
        moves.add(new Move(to, at, actor));
    }

    private static Instant part(Instant from, Instant until, double share) {
        return from.plusMillis((long) (share * Duration.between(from, until).toMillis()));
    }
}
