package io.aro.db.testkit.internal.postgres;

import io.aro.db.error.internal.VendorErrors;
import io.aro.db.migration.MigrationSet;
import io.aro.db.testkit.internal.run.DatabaseHandle;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicInteger;

/** A factory for clones of a template, migrated once, on a PostgreSQL server. Used clones are reused where possible. */
final class PostgresDatabases implements AutoCloseable {

    private final PostgresServer server;
    private final PostgresDoors doors;
    private final String prefix;
    private final String template;
    private final TablePlace place;
    private final AtomicInteger count = new AtomicInteger();
    private final PostgresReset reset;
    private final Queue<PostgresAddress> likeNew = new ConcurrentLinkedQueue<>();
    private final Prefetch<PostgresAddress> prefetch = new Prefetch<>(this::next);

    /**
     * Creates the template.
     *
     * @param prefix the start of database names, to separate the runs on a shared server
     * @param place the place of the tables
     */
    PostgresDatabases(
            PostgresServer server,
            PostgresDoors doors,
            String prefix,
            List<MigrationSet> migrations,
            TablePlace place) {
        this.server = server;
        this.doors = doors;
        this.prefix = prefix;
        this.place = place;
        this.template = PostgresTemplate.of(server, migrations, place);
        PostgresAddress first = server.cloneDatabase(template, nextName());
        try {
            this.reset = PostgresReset.to(place.forTests(first));
        } catch (SQLException e) {
            throw VendorErrors.translate(e);
        }
        likeNew.add(first);
    }

    /** Creates a database with the whole schema. */
    DatabaseHandle migrated() {
        PostgresAddress address = prefetch.take();
        return database(address, place, () -> prefetch.run(() -> useAgainOrDrop(address)));
    }

    /** Creates a database without tables. */
    DatabaseHandle empty() {
        PostgresAddress address = server.createDatabase(nextName());
        return database(address, TablePlace.PUBLIC, () -> prefetch.run(() -> server.dropDatabase(address.database())));
    }

    private PostgresDatabase database(PostgresAddress address, TablePlace tables, Runnable disposer) {
        return new PostgresDatabase(
                address, doors.through(server, address), tables, disposer, () -> keep(address.database()));
    }

    private String keep(String database) {
        if (server.outlivesRun()) {
            server.comment(database, PostgresRun.KEPT + Instant.now());
        }
        return server.keepDatabase(database);
    }

    private PostgresAddress next() {
        return Optional.ofNullable(likeNew.poll()).orElseGet(() -> server.cloneDatabase(template, nextName()));
    }

    /**
     * Resets a used database on an external server for reuse, and drops any other.
     *
     * <p>On a server of this run, without file syncs, a new clone is faster than a reset.
     */
    private void useAgainOrDrop(PostgresAddress address) {
        if (server.outlivesRun() && isLikeNew(address)) {
            likeNew.add(address);
        } else {
            server.dropDatabase(address.database());
        }
    }

    private boolean isLikeNew(PostgresAddress address) {
        try {
            return reset.reset(place.forTests(address));
        } catch (SQLException e) {
            return false; // a test may have made connecting impossible
        }
    }

    private String nextName() {
        return prefix + count.incrementAndGet();
    }

    @Override
    public void close() {
        prefetch.close(likeNew::add);
        if (server.outlivesRun()) {
            likeNew.forEach(unused -> server.dropDatabase(unused.database()));
        }
    }
}
