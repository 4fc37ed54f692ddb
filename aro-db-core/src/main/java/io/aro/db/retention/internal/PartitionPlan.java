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
 * The monthly partitions of events: makes future ones, and finds those whose time is over.
 *
 * <p>What was written before there were months stays together in one partition. An event that no month is made for goes to
 * the default, from which a month that is made later fetches it.
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

    /** Returns how many months have no partition yet, from this one to another. */
    long missing(YearMonth now, YearMonth last) {
        return missing(all(), now, last).size();
    }

    /**
     * Makes partitions up to a month, and returns how many months have one now that had none.
     *
     * <p>A bound refuses the rows of the partitions that are being made, and one that a killed run has left does so until
     * the next run. So it is for times more than a month ahead only; the months until then go to the partition that holds
     * the rows of the default.
     *
     * @throws ContentionException if others hold what the making needs, or make partitions at the same time again and again
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

    /** Returns the partitions of which every event happened before a time, the earliest first. */
    List<Partition> endedBy(Instant time) {
        return all().stream()
                .filter(part -> part.until() != null && !part.until().isAfter(time))
                .toList();
    }

    /** Tells whether a partition is there still. */
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

    /** Returns the part from the end of the part before a month, if there is one, to the beginning of the next or a month. */
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
