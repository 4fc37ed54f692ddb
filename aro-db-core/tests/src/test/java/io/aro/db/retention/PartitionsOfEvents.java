package io.aro.db.retention;

import static io.aro.db.schema.Tables.EVENTS;
import static org.assertj.core.api.Assertions.assertThat;

import io.aro.db.AroDatabase;
import io.aro.db.archive.FileArchive;
import io.aro.db.internal.dialect.Partition;
import io.aro.db.internal.dialect.PartitionBound;
import io.aro.db.internal.dialect.PostgresPartitions;
import io.aro.db.testkit.TestClock;
import io.aro.db.testkit.TestDatabase;
import java.nio.file.Path;
import java.time.Instant;
import java.time.YearMonth;
import java.util.List;
import java.util.function.Consumer;
import org.jooq.DSLContext;
import org.junit.jupiter.api.io.TempDir;

/** Partitions of events with rows in the default. */
abstract class PartitionsOfEvents {

    static final Instant NOW = Instant.parse("2026-11-15T12:00:00Z");
    static final Instant LATER = Instant.parse("2027-03-10T00:00:00Z");
    static final Partition DEFAULT = new Partition("events_default", null, null);
    static final Partition CLOSED = new Partition("events_before_2027_01", null, Instant.parse("2027-01-01T00:00:00Z"));
    static final Partition MARCH = new Partition(
            "events_2027_03", Instant.parse("2027-03-01T00:00:00Z"), Instant.parse("2027-04-01T00:00:00Z"));

    final AroDatabase db;
    final TestDatabase database;
    final TestClock clock;
    final PostgresPartitions partitions = new PostgresPartitions(EVENTS, EVENTS.TIMESTAMP);
    final PartitionBound bound = new PartitionBound(DEFAULT, CLOSED, partitions.within(CLOSED));

    @TempDir
    Path folder = Path.of("");

    PartitionsOfEvents(AroDatabase db, TestDatabase database, TestClock clock) {
        this.db = db;
        this.database = database;
        this.clock = clock;
        clock.set(NOW);
    }

    final int makeUntil(YearMonth last) {
        return db.retention(FileArchive.in(folder)).makePartitions(last);
    }

    final List<Partition> all() {
        return db.session().read(partitions::all);
    }

    final int rowsIn(String partition) {
        return db.session().<Integer>read(dsl -> dsl.fetchCount(EVENTS.rename(partition)));
    }

    final void assertThatNoBoundIsLeft() {
        assertThat(all())
                .noneMatch(part ->
                        !db.session().read(dsl -> partitions.bounds(dsl, part)).isEmpty());
    }

    final void write(Consumer<DSLContext> work) {
        db.inTransaction(tx -> tx.session().write(dsl -> {
            work.accept(dsl);
            return true;
        }));
    }
}
