package io.aro.db.retention;

import static io.aro.db.schema.Tables.EVENTS;

import io.aro.db.connection.Connections;
import io.aro.db.connection.Session;
import io.aro.db.hold.RetentionLock;
import io.aro.db.internal.Dialect;
import io.aro.db.internal.Partition;
import io.aro.db.internal.PartitionDialect;
import java.time.Instant;
import java.time.YearMonth;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * Makes monthly partitions of events ahead, and finds those whose time is over.
 *
 * <p>What was written before there were months stays together in one partition that ends with this month. An event that no
 * month is made for goes to the default, from which a month that is made later fetches it.
 */
final class PartitionPlan {

    private final Connections connections;
    private final PartitionDialect partitions;

    private PartitionPlan(Connections connections, PartitionDialect partitions) {
        this.connections = connections;
        this.partitions = partitions;
    }

    /** Returns the plan, if the engine has partitions. */
    static Optional<PartitionPlan> of(Connections connections) {
        Dialect dialect = connections.session().read(dsl -> Dialect.of(dsl.configuration()));
        return dialect.partitionsOf(EVENTS, EVENTS.TIMESTAMP).map(found -> new PartitionPlan(connections, found));
    }

    PartitionDialect dialect() {
        return partitions;
    }

    /** Returns how many months have no partition yet, from this one to another. */
    long missing(YearMonth now, YearMonth last) {
        List<Partition> all = connections.session().read(partitions::all);
        return Stream.iterate(now, month -> !month.isAfter(last), month -> month.plusMonths(1))
                .filter(month -> all.stream().noneMatch(part -> part.covers(start(month))))
                .count();
    }

    /** Makes partitions up to a month, and returns how many it made. */
    int makeUntil(YearMonth now, YearMonth last) {
        Attempts attempts = new Attempts(connections);
        int made = attempts.<Boolean>inTransaction(tx -> closeDefault(tx, now)) ? 1 : 0;
        if (missing(now, last) == 0) {
            return made;
        }
        for (YearMonth month = now; !month.isAfter(last); month = month.plusMonths(1)) {
            YearMonth each = month;
            made += attempts.<Boolean>inTransaction(tx -> make(tx, each)) ? 1 : 0;
        }
        return made;
    }

    /** Returns the partitions of which every event happened before a time, the earliest first. */
    List<Partition> endedBy(Instant time) {
        return connections.session().read(partitions::all).stream()
                .filter(part -> part.until() != null && !part.until().isAfter(time))
                .toList();
    }

    /** Tells whether a partition is there still. */
    boolean has(Partition part) {
        return connections.session().read(partitions::all).contains(part);
    }

    /** Only where there are rows and no month yet, so that these rows need not be read again for each month. */
    private boolean closeDefault(Session tx, YearMonth now) {
        RetentionLock.take(tx);
        return tx.write(dsl -> {
            List<Partition> all = partitions.all(dsl);
            if (all.size() != 1 || !dsl.fetchExists(EVENTS)) {
                return false;
            }
            Instant end = start(now.plusMonths(1));
            partitions.hurry(dsl);
            partitions.close(
                    dsl, all.getFirst(), new Partition("events_before_" + suffix(now.plusMonths(1)), null, end));
            return true;
        });
    }

    private boolean make(Session tx, YearMonth month) {
        RetentionLock.take(tx);
        return tx.write(dsl -> {
            List<Partition> all = partitions.all(dsl);
            Instant start = start(month);
            if (all.stream().anyMatch(part -> part.covers(start))) {
                return false;
            }
            Partition made = new Partition("events_" + suffix(month), start, start(month.plusMonths(1)));
            partitions.hurry(dsl);
            partitions.add(dsl, made, all.getLast());
            return true;
        });
    }

    private static Instant start(YearMonth month) {
        return month.atDay(1).atStartOfDay().toInstant(ZoneOffset.UTC);
    }

    private static String suffix(YearMonth month) {
        return String.format(Locale.ROOT, "%04d_%02d", month.getYear(), month.getMonthValue());
    }
}
