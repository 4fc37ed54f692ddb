package io.aro.db.idempotency;

import io.aro.db.fixture.BookingDesk;
import io.aro.db.fixture.BookingDesk.Answer;
import io.aro.db.fixture.DoomedDesk.Work;
import java.util.Locale;

/** Names what a process is killed in, at every point of it. */
enum CrashScenario {

    /** A delivery that books in one transaction. */
    ATOMIC(Work.BOOK, false, "Executed", 20),
    /** A delivery whose handler throws, so that its transaction is rolled back. */
    ATOMIC_FAILURE(Work.FAIL_TO_BOOK, false, "ClosedException", 6),
    /** A second delivery, after one that was executed. */
    ATOMIC_REPLAY(Work.BOOK, false, "Replayed", 2),
    /** A delivery that charges outside and books here. */
    LEASED(Work.CHARGE_AND_BOOK, true, "Executed", 34),
    /** The same after an attempt that charged and booked, and gave the key back. */
    LEASED_SECOND_ATTEMPT(Work.CHARGE_AND_BOOK, true, "Executed", 14),
    /** A delivery whose booking is rolled back after the charge, and that is given up. */
    LEASED_FAILURE(Work.CHARGE_AND_GIVE_UP, true, "ClosedException", 18),
    /** A second delivery, after one that was executed. */
    LEASED_REPLAY(Work.CHARGE_AND_BOOK, true, "Replayed", 2);

    private final Work work;
    private final boolean leased;
    private final String end;
    private final int fewestPoints;

    CrashScenario(Work work, boolean leased, String end, int fewestPoints) {
        this.work = work;
        this.leased = leased;
        this.end = end;
        this.fewestPoints = fewestPoints;
    }

    /** Returns what the process does that is killed. */
    Work work() {
        return work;
    }

    boolean isLeased() {
        return leased;
    }

    /** Returns the name of what becomes of the webhook if the process is not disturbed. */
    String end() {
        return end;
    }

    /** Returns how many points there must be, so that a run in which hardly anything happens does not pass. */
    int fewestPoints() {
        return fewestPoints;
    }

    /** Does what has happened to the webhook before the process gets it. */
    void prepare(BookingDesk desk, int number) {
        switch (this) {
            case ATOMIC, ATOMIC_FAILURE, LEASED, LEASED_FAILURE -> {}
            case ATOMIC_REPLAY, LEASED_REPLAY -> deliver(desk, number);
            case LEASED_SECOND_ATTEMPT -> Work.CHARGE_AND_BOOK_AND_GIVE_BACK.at(desk, number);
        }
    }

    /** Delivers the webhook to a handler that does not fail. */
    Outcome<Answer> deliver(BookingDesk desk, int number) {
        return leased ? desk.chargeAndBook(number) : desk.book(number);
    }

    /** Tells whether everything that belongs together is there together or not at all. */
    boolean isWhole(Trace trace) {
        boolean nothing = trace.customers() == 0 && trace.transitions() == 0 && trace.events() == 0;
        boolean everything =
                trace.customers() == 1 && trace.confirmed() == 1 && trace.transitions() == 2 && trace.events() == 2;
        boolean booked = trace.confirmed() == 1;
        boolean completed = trace.is(KeyState.COMPLETED);
        boolean bound = leased
                ? trace.bookingSteps() == trace.confirmed()
                        && trace.notices() >= (completed ? 1 : 0)
                        && (booked || !completed)
                : completed == booked && trace.notices() == trace.confirmed() && trace.isNew() != completed;
        return (booked ? everything : nothing) && bound && (trace.letters() == 1) == trace.is(KeyState.EXHAUSTED);
    }

    /** Returns what must be there after another delivery to a handler that does not fail. */
    Trace afterRedelivery(Trace left) {
        return left.is(KeyState.COMPLETED) || left.is(KeyState.EXHAUSTED)
                ? left
                : new Trace(
                        KeyState.COMPLETED.literal(),
                        left.attempts() + 1,
                        1,
                        1,
                        2,
                        2,
                        left.notices() + 1,
                        leased ? 1 : 0,
                        leased ? 1 : 0,
                        0);
    }

    /** Returns how often the ledger must have been called after it. */
    int callsAfterRedelivery(Trace left, int calls) {
        boolean again = leased && left.chargeSteps() == 0 && !left.is(KeyState.EXHAUSTED);
        return again ? calls + 1 : calls;
    }

    @Override
    public String toString() {
        return name().toLowerCase(Locale.ROOT).replace('_', ' ');
    }
}
