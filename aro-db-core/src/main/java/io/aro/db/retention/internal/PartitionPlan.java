package io.aro.db.retention.internal;

import io.aro.db.error.ContentionException;
import io.aro.db.internal.dialect.Partition;
import io.aro.db.internal.dialect.PostgresPartitions;
import io.aro.db.internal.session.Connections;
import java.time.Instant;
import java.time.YearMonth;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.stream.Stream;

/**
 * The plan of monthly event partitions: creates future months and finds months past their retention.
 *
 * <p>Events from before the first month share one partition. An event without a month goes to the default partition. A
 * month created later takes its events from there.
 */
final class PartitionPlan {

    private final Connections connections;
    private final PostgresPartitions partitions;
    private final PartitionMaker making;

    PartitionPlan(Connections connections, PostgresPartitions partitions) {
        this.connections = connections;
        this.partitions = partitions;
        this.making = new PartitionMaker(connections, partitions);
    }

    PostgresPartitions dialect() {
        return partitions;
    }

    /** Returns the number of months without a partition, between two months inclusive. */
    long missing(YearMonth now, YearMonth last) {
        return missing(all(), now, last).size();
    }

    /**
     * Creates partitions up to a month, and returns the number of months newly covered.
     *
     * <p>A bound refuses rows of the partitions in creation, and a killed run leaves its bound until the next run.
     * Bounds therefore only cover times more than a month ahead. Earlier months share the partition made from the
     * default.
     *
     * @throws ContentionException if locks are unavailable, or concurrent runs interfere repeatedly
     */
    int makeUntil(YearMonth now, YearMonth last) {
        making.dropBounds();
        List<YearMonth> missing = missing(all(), now, last);
        if (missing.isEmpty()) {
            return 0;
        }
        for (YearMonth month : missing) {
            if (!missing(all(), month, month).isEmpty()) {
                make(month, now.plusMonths(2));
            }
        }
        return missing.size() - missing(all(), now, last).size();
    }

    private void make(YearMonth month, YearMonth ahead) {
        Partition part = new Partition("events_" + suffix(month), start(month), start(month.plusMonths(1)));
        if (!making.isDefaultInUse()) {
            making.add(part);
        } else if (month.isBefore(ahead)) {
            making.close(untilNextPart(month, ahead));
        } else {
            making.addBound(part);
        }
    }

    /** Returns the partitions with only events before a time, earliest first. */
    List<Partition> endedBy(Instant time) {
        return all().stream()
                .filter(part -> part.until() != null && !part.until().isAfter(time))
                .toList();
    }

    /** Returns whether a partition still exists. */
    boolean has(Partition part) {
        return all().contains(part);
    }

    private List<Partition> all() {
        return connections.session().read(partitions::all);
    }

    private static List<YearMonth> missing(List<Partition> all, YearMonth now, YearMonth last) {
        return Stream.iterate(now, month -> !month.isAfter(last), month -> month.plusMonths(1))
                .filter(month -> all.stream().noneMatch(part -> part.covers(start(month))))
                .toList();
    }

    /** Returns a partition for the gap around a month, up to the next partition or the given later month. */
    private Partition untilNextPart(YearMonth month, YearMonth ahead) {
        List<Partition> all = all();
        Instant from = all.stream()
                .map(Partition::until)
                .filter(Objects::nonNull)
                .filter(until -> !until.isAfter(start(month)))
                .max(Instant::compareTo)
                .orElse(null);
        Instant until = all.stream()
                .map(Partition::from)
                .filter(Objects::nonNull)
                .filter(begin -> begin.isAfter(start(month)))
                .min(Instant::compareTo)
                .filter(begin -> begin.isBefore(start(ahead)))
                .orElse(start(ahead));
        return new Partition("events_before_" + suffix(YearMonth.from(until.atOffset(ZoneOffset.UTC))), from, until);
    }

    private static Instant start(YearMonth month) {
        return month.atDay(1).atStartOfDay().toInstant(ZoneOffset.UTC);
    }

    private static String suffix(YearMonth month) {
        return String.format(Locale.ROOT, "%04d_%02d", month.getYear(), month.getMonthValue());
    }
}
