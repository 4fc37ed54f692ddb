package io.aro.db.retention.internal;

import static org.jooq.impl.DSL.not;
import static org.jooq.impl.DSL.selectOne;
import static org.jooq.impl.DSL.table;

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
import org.jooq.impl.DSL;

/**
 * The making of single partitions, by transactions that each block writers only for a moment.
 *
 * <p>A default that has rows gets a bound first, which is then validated while writers go on, so that the partition can be
 * attached without reading a row. A run that fails drops the bound; one that is killed in between leaves it, and the next
 * one drops it. Of several runs one works at a time. Before writers wait, a vacuum has ended: in a moment PostgreSQL would
 * not cancel it.
 */
final class PartitionMaker {

    private static final String KEY = "partitions";

    /** So often another run may have dropped the bound. */
    private static final int TIMES = 5;

    private final Connections connections;
    private final ContentionRetry attempts;
    private final PostgresPartitions partitions;

    PartitionMaker(Connections connections, PostgresPartitions partitions) {
        this.connections = connections;
        this.attempts = new ContentionRetry(connections);
        this.partitions = partitions;
    }

    /** Tells whether the default has rows. */
    boolean isDefaultInUse() {
        return connections
                .session()
                .read(dsl -> dsl.fetchExists(selectOne()
                        .from(table(DSL.name(partitions.all(dsl).getLast().name())))));
    }

    /** Drops what runs that were killed have left. */
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

    /** Adds a partition while writers of the default wait, which has next to no rows. */
    void add(Partition part) {
        afterVacuum(tx -> make(tx, part, (dsl, byDefault) -> {
            HoldGate.enterAlone(tx);
            partitions.limitLockWait(dsl);
            partitions.add(dsl, part, byDefault);
        }));
    }

    /** Adds a partition, and moves the rows into it that the default has of its range. */
    void addBound(Partition part) {
        Condition elsewhere = not(partitions.within(part));
        bound(part, elsewhere, (dsl, bound) -> partitions.addBound(dsl, part, bound));
    }

    /** Makes the default a partition of its own, and moves the rows out of it that are not of its range. */
    void close(Partition part) {
        bound(part, partitions.within(part), (dsl, bound) -> partitions.close(dsl, part, bound));
    }

    /**
     * A bound that another run has put is as good as one's own; one that another run has dropped is put again. None is left
     * behind, whether the partition is made or not: it would refuse rows until the next run.
     *
     * @throws ContentionException if others have dropped it each time
     */
    private void bound(Partition part, Condition condition, BiConsumer<DSLContext, PartitionBound> work) {
        try {
            boolean isDone = false;
            for (int time = 0; !isDone && time < TIMES; time++) {
                isDone = tryBound(part, condition, work);
            }
            if (!isDone) {
                throw new ContentionException(String.format(
                        Locale.ROOT,
                        "Other runs made partitions of events at the same time and were in the way of %s; repeat the call.",
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

    /** Rows that are moved are kept from an erasure that would look for them where they were. */
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

    /** A vacuum is waited for in a transaction of its own, which keeps nobody else waiting. */
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

    /** Does the work with the default, unless another run has made the partition; returns whether it did. */
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
