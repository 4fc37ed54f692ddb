package io.aro.db.retention.internal;

import static org.jooq.impl.DSL.not;

import io.aro.db.error.ContentionException;
import io.aro.db.hold.internal.HoldGate;
import io.aro.db.internal.dialect.Dialect;
import io.aro.db.internal.dialect.Partition;
import io.aro.db.internal.dialect.PartitionBound;
import io.aro.db.internal.dialect.PostgresPartitions;
import io.aro.db.internal.session.Connections;
import io.aro.db.internal.session.ContentionRetry;
import io.aro.db.internal.session.SessionFunction;
import io.aro.db.repository.Session;
import java.util.Locale;
import java.util.function.BiConsumer;
import org.jooq.Condition;
import org.jooq.DSLContext;

/**
 * The creation of single partitions, in transactions that block writers only for a moment.
 *
 * <p>A default partition with rows first receives a bound, a check constraint. The validation of the bound does not
 * block writers, and the new partition is then attached without reading a row. A failed run drops the bound. After a
 * kill, the next run drops it. An advisory lock admits one run at a time. Each transaction first waits for a running
 * vacuum, because PostgreSQL does not cancel a vacuum within the short lock timeout.
 */
final class PartitionMaker {

    private static final String KEY = "partitions";

    /** Attempts with a bound before giving up; a concurrent run may drop the bound each time. */
    private static final int MAX_ATTEMPTS = 5;

    private final Connections connections;
    private final ContentionRetry attempts;
    private final PostgresPartitions partitions;

    PartitionMaker(Connections connections, PostgresPartitions partitions) {
        this.connections = connections;
        this.attempts = new ContentionRetry(connections);
        this.partitions = partitions;
    }

    /** Returns whether the default partition has rows. */
    boolean isDefaultInUse() {
        return connections.session().read(partitions::isDefaultInUse);
    }

    /** Drops the bounds left by killed runs. */
    void dropBounds() {
        if (connections
                .session()
                .read(dsl -> partitions.bounds(dsl, partitions.all(dsl).getLast()))
                .isEmpty()) {
            return;
        }
        afterVacuum(tx -> tx.write(dsl -> {
            Dialect.of(dsl.configuration()).lockKey(dsl, KEY);
            partitions.limitLockWait(dsl);
            partitions.dropBounds(dsl, partitions.all(dsl).getLast());
            return true;
        }));
    }

    /** Adds a partition while writers of the default wait. The default is almost empty, so the wait is short. */
    void add(Partition part) {
        afterVacuum(tx -> make(tx, part, (dsl, byDefault) -> {
            HoldGate.enterAlone(tx);
            partitions.limitLockWait(dsl);
            partitions.add(dsl, part, byDefault);
        }));
    }

    /** Adds a partition and moves the default's rows of its range into the new partition. */
    void addBound(Partition part) {
        Condition elsewhere = not(partitions.within(part));
        bound(part, elsewhere, (dsl, bound) -> partitions.addBound(dsl, part, bound));
    }

    /** Turns the default into a regular partition, and moves rows outside the range into a new default. */
    void close(Partition part) {
        bound(part, partitions.within(part), (dsl, bound) -> partitions.close(dsl, part, bound));
    }

    /**
     * Runs the work under a bound, which a concurrent run may share or drop. A dropped bound is added again.
     *
     * <p>No bound remains afterwards, even on failure: a bound would refuse rows until the next run.
     *
     * @throws ContentionException if concurrent runs drop the bound at every attempt
     */
    private void bound(Partition part, Condition condition, BiConsumer<DSLContext, PartitionBound> work) {
        try {
            boolean isDone = false;
            for (int time = 0; !isDone && time < MAX_ATTEMPTS; time++) {
                isDone = tryBound(part, condition, work);
            }
            if (!isDone) {
                throw new ContentionException(String.format(
                        Locale.ROOT,
                        "Concurrent runs prevented the creation of the event partition %s; repeat the call.",
                        part.name()));
            }
        } catch (RuntimeException e) {
            dropBoundsAfter(e);
            throw e;
        }
    }

    private void dropBoundsAfter(RuntimeException failure) {
        try {
            dropBounds();
        } catch (RuntimeException e) {
            failure.addSuppressed(e);
        }
    }

    private boolean tryBound(Partition part, Condition condition, BiConsumer<DSLContext, PartitionBound> work) {
        afterVacuum(tx -> make(tx, part, (dsl, byDefault) -> {
            PartitionBound bound = new PartitionBound(byDefault, part, condition);
            if (!partitions.has(dsl, bound)) {
                partitions.limitLockWait(dsl);
                partitions.put(dsl, bound);
            }
        }));
        attempts.<Boolean>inTransaction(tx -> make(tx, part, (dsl, byDefault) -> {
            PartitionBound bound = new PartitionBound(byDefault, part, condition);
            if (partitions.has(dsl, bound) && !partitions.isBroken(dsl, bound)) {
                partitions.validate(dsl, bound);
            }
        }));
        return afterVacuum(tx -> end(tx, part, condition, work));
    }

    /** Excludes erasures before moving rows, because an erasure would search for the rows in their old place. */
    private boolean end(Session tx, Partition part, Condition condition, BiConsumer<DSLContext, PartitionBound> work) {
        return !make(tx, part, (dsl, byDefault) -> {
                    PartitionBound bound = new PartitionBound(byDefault, part, condition);
                    if (!partitions.has(dsl, bound)) {
                        return;
                    }
                    if (partitions.isBroken(dsl, bound)) {
                        HoldGate.enterAlone(tx);
                    }
                    work.accept(dsl, bound);
                })
                || has(tx, part);
    }

    /** Waits for a vacuum in a separate transaction, which blocks no writer. */
    private boolean afterVacuum(SessionFunction<Boolean, RuntimeException> work) {
        return attempts.<Boolean>repeat(() -> {
            connections.<Boolean, RuntimeException>inTransaction(tx -> tx.write(dsl -> {
                partitions.keepVacuumOutOfAll(dsl);
                return true;
            }));
            return connections.<Boolean, RuntimeException>inTransaction(work);
        });
    }

    private boolean has(Session tx, Partition part) {
        return tx.read(dsl -> partitions.all(dsl).contains(part));
    }

    /** Runs the work on the default unless a concurrent run has made the partition; returns whether the work ran. */
    private boolean make(Session tx, Partition part, BiConsumer<DSLContext, Partition> work) {
        return tx.write(dsl -> {
            Dialect.of(dsl.configuration()).lockKey(dsl, KEY);
            if (partitions.all(dsl).stream().anyMatch(other -> overlap(other, part))) {
                return false;
            }
            work.accept(dsl, partitions.all(dsl).getLast());
            return true;
        });
    }

    private static boolean overlap(Partition one, Partition other) {
        return one.until() != null
                && (one.from() == null || other.until() == null || one.from().isBefore(other.until()))
                && (other.from() == null || other.from().isBefore(one.until()));
    }
}
