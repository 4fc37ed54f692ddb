package io.aro.db.spring.metrics;

import io.aro.db.AroDatabase;
import io.aro.db.migration.Migrator;
import io.aro.db.migration.SchemaStatus.MigrationState;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Tags;
import io.micrometer.core.instrument.binder.MeterBinder;
import java.time.Duration;
import java.util.Optional;
import java.util.function.ToDoubleFunction;
import org.jooq.DSLContext;
import org.jooq.SQLDialect;
import org.jspecify.annotations.Nullable;

/**
 * Gauges of open work, of the schema and of the file sizes on SQLite.
 *
 * <p>All counts come from one query in each interval, however many gauges and registries read them. A gauge is not a
 * number while the database is unreachable.
 */
public final class BacklogMeters implements MeterBinder {

    private final AroDatabase database;
    private final Sampled<Backlog> backlog;
    private final Sampled<Integer> pending;
    private final Sampled<Optional<SqliteFile>> file;

    /**
     * Creates the gauges.
     *
     * @param migrator the migrator of the schema, for its status
     * @param interval the time between two readings
     */
    public BacklogMeters(AroDatabase database, Migrator migrator, Duration interval) {
        this.database = database;
        this.backlog = new Sampled<>(() -> Backlog.read(database.session()), interval, System::nanoTime);
        this.pending = new Sampled<>(
                () -> migrator.status().migrations(MigrationState.PENDING).size(), interval, System::nanoTime);
        this.file = new Sampled<>(() -> SqliteFile.of(database.session()), interval, System::nanoTime);
    }

    @Override
    public void bindTo(MeterRegistry registry) {
        keys(registry, "in_progress", Backlog::inProgress);
        keys(registry, "stuck", Backlog::stuck);
        keys(registry, "parked", Backlog::parked);
        letters(registry, "false", Backlog::unresolved);
        letters(registry, "true", Backlog::resolved);
        Gauge.builder("aro.db.schema.pending", () -> valueOf(pending, Integer::doubleValue))
                .description("Migrations of the library without an application")
                .baseUnit("migrations")
                .register(registry);
        if (database.session().<SQLDialect>read(DSLContext::family) == SQLDialect.SQLITE) {
            size(registry, "main", SqliteFile::mainSize);
            size(registry, "wal", SqliteFile::walSize);
        }
    }

    private void keys(MeterRegistry registry, String state, ToDoubleFunction<Backlog> count) {
        Gauge.builder("aro.db.idempotency.keys", () -> valueOf(backlog, count))
                .description("Open idempotency keys")
                .baseUnit("keys")
                .tags(Tags.of("state", state))
                .register(registry);
    }

    private void letters(MeterRegistry registry, String resolved, ToDoubleFunction<Backlog> count) {
        Gauge.builder("aro.db.dead.letters", () -> valueOf(backlog, count))
                .description("Dead letters")
                .baseUnit("letters")
                .tags(Tags.of("resolved", resolved))
                .register(registry);
    }

    private void size(MeterRegistry registry, String name, ToDoubleFunction<SqliteFile> size) {
        Gauge.builder(
                        "aro.db.sqlite.size",
                        () -> valueOf(
                                file, found -> found.map(size::applyAsDouble).orElse(Double.NaN)))
                .description("Size of a file of the SQLite database")
                .baseUnit("bytes")
                .tags(Tags.of("file", name))
                .register(registry);
    }

    private static <T> double valueOf(Sampled<T> sampled, ToDoubleFunction<T> number) {
        @Nullable T value = sampled.get();
        return value == null ? Double.NaN : number.applyAsDouble(value);
    }
}
