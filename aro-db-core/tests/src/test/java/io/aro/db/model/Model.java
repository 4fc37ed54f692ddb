package io.aro.db.model;

import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.UUID;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** An in-memory implementation of the repositories' rules. */
final class Model implements Subject {

    private static final long VERSION_7 = 0x0190_0000_0000_7000L;
    private static final long VARIANT = 0x8000_0000_0000_0000L;

    private Instant now;
    private Tables tables = Tables.empty();
    private int depth;
    private boolean broken;
    private long ids;

    /** Creates a model without rows, at a time. */
    Model(Instant start) {
        this.now = start;
    }

    CustomerRules customers() {
        return new CustomerRules(this);
    }

    AppointmentRules appointments() {
        return new AppointmentRules(this);
    }

    MoveRules moves() {
        return new MoveRules(this);
    }

    SweepRules sweeps() {
        return new SweepRules(this);
    }

    ReminderRules reminders() {
        return new ReminderRules(this);
    }

    ConsentRules consents() {
        return new ConsentRules(this);
    }

    EventRules events() {
        return new EventRules(this);
    }

    ConfigRules config() {
        return new ConfigRules(this);
    }

    WorkflowRules workflows() {
        return new WorkflowRules(this);
    }

    DeadLetterRules deadLetters() {
        return new DeadLetterRules(this);
    }

    /** Returns the rows; fails after a failed statement in the open transaction. */
    Tables tables() {
        if (broken) {
            throw Refusal.misuse();
        }
        return tables;
    }

    Instant now() {
        return now;
    }

    /** Returns an id greater than all earlier ids. */
    UUID newId() {
        return new UUID(VERSION_7, VARIANT | ++ids);
    }

    boolean isInTransaction() {
        return depth > 0;
    }

    /** Runs a call; a refused call changes nothing. */
    @Override
    public @Nullable Object run(Operation.Call call, Known known) {
        try {
            return call.on(this, known);
        } catch (Refusal refusal) {
            broken |= depth > 0 && Refusal.breaksTransaction(refusal.text());
            throw refusal;
        }
    }

    @Override
    public void advance(Duration time) {
        now = now.plus(time);
    }

    /** Runs a part, undone by an exception or a failed statement. */
    @Override
    public void together(Runnable part) {
        Tables before = tables().copy();
        depth++;
        try {
            part.run();
            if (broken) {
                throw Refusal.misuse();
            }
        } catch (RuntimeException e) {
            tables = before;
            throw e;
        } finally {
            depth--;
            broken = false;
        }
    }

    /** Returns the rows in an order, with equal rows by id. */
    static <T> List<T> sorted(Stream<T> rows, Comparator<? super T> order) {
        return rows.sorted(order).toList();
    }

    /** Returns the rows in the reverse order, ids included. */
    static <T> List<T> latestFirst(Stream<T> rows, Comparator<? super T> order) {
        return rows.sorted(order).toList().reversed();
    }

    static <T> List<T> first(@Nullable Integer limit, List<T> rows) {
        return limit == null ? rows : rows.subList(0, Math.min(limit, rows.size()));
    }
}
