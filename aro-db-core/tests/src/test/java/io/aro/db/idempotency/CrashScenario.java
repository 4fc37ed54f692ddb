package io.aro.db.idempotency;

import io.aro.db.fixture.BookingDesk;
import io.aro.db.fixture.BookingDesk.Answer;
import io.aro.db.fixture.DoomedDesk.Work;
import java.util.Locale;

/** The kinds of delivery for the crash matrix. */
enum CrashScenario {

    /** A delivery with a booking in one transaction. */
    ATOMIC(Work.BOOK, false, "Executed", 20),
    /** A delivery with a throwing handler and a rollback of its transaction. */
    ATOMIC_FAILURE(Work.FAIL_TO_BOOK, false, "ClosedException", 6),
    /** A redelivery after an execution. */
    ATOMIC_REPLAY(Work.BOOK, false, "Replayed", 2),
    /** A delivery that charges the ledger and books in this database. */
    LEASED(Work.CHARGE_AND_BOOK, true, "Executed", 34),
    /** The second attempt, after a charge and a booking and a released key. */
    LEASED_SECOND_ATTEMPT(Work.CHARGE_AND_BOOK, true, "Executed", 14),
    /** A delivery with a charge, a rolled back booking, and no retry. */
    LEASED_FAILURE(Work.CHARGE_AND_GIVE_UP, true, "ClosedException", 18),
    /** A redelivery after a leased execution. */
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

    /** Returns the work of the killed process. */
    Work work() {
        return work;
    }

    boolean isLeased() {
        return leased;
    }

    /** Returns the name of the outcome without a kill. */
    String end() {
        return end;
    }

    /** Returns the least number of points, to fail a run with hardly any work. */
    int fewestPoints() {
        return fewestPoints;
    }

    /** Prepares the state of the webhook before the killed process starts. */
    void prepare(BookingDesk desk, int number) {
        switch (this) {
            case ATOMIC, ATOMIC_FAILURE, LEASED, LEASED_FAILURE -> {}
            case ATOMIC_REPLAY, LEASED_REPLAY -> deliver(desk, number);
            case LEASED_SECOND_ATTEMPT -> Work.CHARGE_AND_BOOK_AND_GIVE_BACK.at(desk, number);
        }
    }

    /** Delivers the webhook to a handler that succeeds. */
    Outcome<Answer> deliver(BookingDesk desk, int number) {
        return leased ? desk.chargeAndBook(number) : desk.book(number);
    }

    /** Returns whether each group of related rows is present completely or not at all. */
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

    /** Returns the required state after a redelivery to a successful handler. */
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

    /** Returns the required number of ledger calls after the redelivery. */
    int callsAfterRedelivery(Trace left, int calls) {
        boolean again = leased && left.chargeSteps() == 0 && !left.is(KeyState.EXHAUSTED);
        return again ? calls + 1 : calls;
    }

    @Override
    public String toString() {
        return name().toLowerCase(Locale.ROOT).replace('_', ' ');
    }
}
