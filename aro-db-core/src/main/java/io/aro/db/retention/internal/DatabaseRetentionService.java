package io.aro.db.retention.internal;

import static io.aro.db.schema.Tables.EVENTS;

import io.aro.db.archive.ArchiveSink;
import io.aro.db.hold.internal.KnownColumns;
import io.aro.db.idempotency.IdempotencyService;
import io.aro.db.idempotency.StoredKeyRepository;
import io.aro.db.idempotency.internal.protocol.KeyCleanup;
import io.aro.db.internal.session.Connections;
import io.aro.db.internal.value.Values;
import io.aro.db.refusal.InvalidValueException;
import io.aro.db.retention.ArchivedSegmentRepository;
import io.aro.db.retention.RetentionListener;
import io.aro.db.retention.RetentionPolicy;
import io.aro.db.retention.RetentionReport;
import io.aro.db.retention.RetentionService;
import java.time.YearMonth;
import java.time.ZoneOffset;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** The retention service of one database; immutable and thread-safe, if the listener is. */
public final class DatabaseRetentionService implements RetentionService {

    /** The last month of which the end is a time that can be stored. */
    private static final YearMonth LAST_MONTH = YearMonth.of(9999, 11);

    private final Connections connections;
    private final KnownColumns columns;
    private final ArchiveSink sink;
    private final Function<Connections, RetentionStep> keys;
    private final RetentionListener listener;

    private DatabaseRetentionService(
            Connections connections,
            KnownColumns columns,
            ArchiveSink sink,
            Function<Connections, RetentionStep> keys,
            RetentionListener listener) {
        this.connections = connections;
        this.columns = columns;
        this.sink = sink;
        this.keys = keys;
        this.listener = listener;
    }

    /**
     * Returns the service of a database.
     *
     * @param columns the schema that the library knows
     * @param sink the archive that rows are moved into
     */
    public static RetentionService of(Connections connections, KnownColumns columns, ArchiveSink sink) {
        return new DatabaseRetentionService(
                connections, columns, sink, DatabaseRetentionService::keys, (step, count) -> {});
    }

    private static RetentionStep keys(Connections own) {
        KeyCleanup cleanup = new KeyCleanup(own);
        return DirectStep.keys(cleanup::countExpired, () -> cleanup.run().keysDeleted());
    }

    @Override
    public RetentionService withListener(RetentionListener other) {
        return new DatabaseRetentionService(connections, columns, sink, keys, other);
    }

    @Override
    public RetentionService withIdempotency(IdempotencyService service) {
        StoredKeyRepository stored = service.keys();
        RetentionStep step =
                DirectStep.keys(stored::countExpired, () -> stored.cleanup().keysDeleted());
        return new DatabaseRetentionService(connections, columns, sink, own -> step, listener);
    }

    @Override
    public RetentionReport run(RetentionPolicy policy) {
        Values.required("policy", policy);
        Connections own = connections.own("A retention run");
        new Recovery(own, sink).run();
        return new RetentionRun(own, columns, sink, keys.apply(own), partitions(own), policy).run(listener);
    }

    @Override
    public RetentionReport dryRun(RetentionPolicy policy) {
        Values.required("policy", policy);
        Connections own = connections.own("A dry run of retention");
        return new RetentionRun(own, columns, sink, keys.apply(own), partitions(own), policy).count();
    }

    @Override
    public int makePartitions(YearMonth until) {
        if (Values.required("until", until).isAfter(LAST_MONTH)) {
            throw new InvalidValueException("until", "must be a month before December 9999");
        }
        Connections own = connections.own("makePartitions");
        YearMonth now = YearMonth.from(own.session().now().atOffset(ZoneOffset.UTC));
        PartitionPlan partitions = partitions(own);
        return partitions == null ? 0 : partitions.makeUntil(now, until);
    }

    private static @Nullable PartitionPlan partitions(Connections own) {
        return own.session()
                .dialect()
                .partitionsOf(EVENTS, EVENTS.TIMESTAMP)
                .map(found -> new PartitionPlan(own, found))
                .orElse(null);
    }

    @Override
    public ArchivedSegmentRepository archive() {
        return new DatabaseArchivedSegments(connections, columns, sink);
    }
}
