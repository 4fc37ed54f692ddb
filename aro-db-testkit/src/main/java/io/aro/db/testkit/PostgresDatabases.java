package io.aro.db.testkit;

import io.aro.db.migration.Migrator;
import java.util.concurrent.atomic.AtomicInteger;

/** Clones a template that is migrated once, on one PostgreSQL server. */
final class PostgresDatabases implements DatabaseSource {

    private final Engine engine;
    private final PostgresServer server;
    private final String prefix;
    private final AtomicInteger count = new AtomicInteger();
    private final Prefetch<PostgresAddress> clones;

    /** Names begin with the given prefix, which keeps runs that share a server apart. */
    PostgresDatabases(Engine engine, PostgresServer server, String prefix) {
        this.engine = engine;
        this.server = server;
        this.prefix = prefix;
        String template = prefix + "template";
        PostgresAddress created = server.createDatabase(template);
        Migrator.of(created.url(), created.user(), created.password()).migrate();
        server.makeTemplate(template);
        this.clones = new Prefetch<>(() -> server.cloneDatabase(template, nextName()));
    }

    @Override
    public String version() {
        return server.version();
    }

    @Override
    public TestDatabase migrated() {
        return database(clones.take());
    }

    @Override
    public TestDatabase empty() {
        return database(server.createDatabase(nextName()));
    }

    private TestDatabase database(PostgresAddress address) {
        return new TestDatabase(engine, server.version(), new PostgresLocation(address), new PostgresDisposal(address));
    }

    private String nextName() {
        return prefix + count.incrementAndGet();
    }

    @Override
    public void close() {
        clones.close(unused -> server.dropDatabase(unused.database()));
        server.dropDatabase(prefix + "template");
        server.close();
    }

    private final class PostgresDisposal implements Disposal {
        private final PostgresAddress address;

        PostgresDisposal(PostgresAddress address) {
            this.address = address;
        }

        @Override
        public void drop() {
            clones.run(() -> server.dropDatabase(address.database()));
        }

        @Override
        public String keep() {
            return server.keepDatabase(address.database());
        }
    }
}
