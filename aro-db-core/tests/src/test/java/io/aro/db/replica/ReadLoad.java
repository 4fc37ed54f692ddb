package io.aro.db.replica;

import static io.aro.db.schema.Tables.CUSTOMERS;

import io.aro.db.AroDatabase;
import io.aro.db.connection.WritePosition;
import io.aro.db.customer.Customer;
import io.aro.db.fixture.Crew;
import io.aro.db.fixture.Given;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.ConcurrentNavigableMap;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.LongStream;
import org.jooq.Record;
import org.jooq.impl.DSL;

/** Reads of several threads, each of a customer that it must see. */
final class ReadLoad {

    private static final int READERS = 4;

    private final AroDatabase db;
    private final AtomicInteger numbers;

    /**
     * Creates the load.
     *
     * @param numbers the number of the latest customer
     */
    ReadLoad(AroDatabase db, AtomicInteger numbers) {
        this.db = db;
        this.numbers = numbers;
    }

    /**
     * The result of a load.
     *
     * @param reads the number of reads
     * @param byReplica the number of reads answered by the replica
     * @param byPrimary the number of reads answered by the primary
     * @param wrong the number of reads without the customer
     * @param median the median of the times of the reads
     * @param p99 the time of which 99 % of the reads took less
     */
    record Figures(int reads, long byReplica, long byPrimary, long wrong, Duration median, Duration p99) {

        private static Figures of(List<Read> reads) {
            long byReplica = reads.stream().filter(Read::byReplica).count();
            long wrong = reads.stream().filter(read -> !read.found()).count();
            long[] nanos = reads.stream().mapToLong(Read::nanos).sorted().toArray();
            return new Figures(
                    nanos.length, byReplica, nanos.length - byReplica, wrong, part(nanos, 50), part(nanos, 99));
        }

        private static Duration part(long[] sorted, int percent) {
            long nanos = sorted[Math.min(sorted.length - 1, sorted.length * percent / 100)];
            return Duration.ofNanos(nanos / 10_000 * 10_000);
        }
    }

    private record Read(boolean byReplica, boolean found, long nanos) {}

    /** Reads beside a writer. Each customer read was committed more than the longest lag before. */
    Figures olderThan(Duration longestLag, int perReader) throws Exception {
        ConcurrentNavigableMap<Long, UUID> committed = new ConcurrentSkipListMap<>();
        AtomicInteger reading = new AtomicInteger(READERS);
        return together(READERS + 1, member -> {
            if (member == READERS) {
                while (reading.get() > 0) {
                    Customer customer = Given.customer(db, numbers.incrementAndGet());
                    committed.put(System.nanoTime(), customer.id());
                }
                return List.of();
            }
            try {
                return old(committed, longestLag.toNanos(), perReader);
            } finally {
                reading.decrementAndGet();
            }
        });
    }

    private List<Read> old(ConcurrentNavigableMap<Long, UUID> committed, long age, int number) {
        List<Read> reads = new ArrayList<>();
        while (reads.size() < number) {
            Map.Entry<Long, UUID> latest = committed.floorEntry(System.nanoTime() - age);
            if (latest == null) {
                Thread.onSpinWait();
            } else {
                reads.add(read(db, latest.getValue()));
            }
        }
        return reads;
    }

    /** Reads own writes, each at once after its commit. */
    Figures own(int perReader) throws Exception {
        return together(
                READERS,
                member -> LongStream.range(0, perReader)
                        .mapToObj(i -> {
                            Customer customer = Given.customer(db, numbers.incrementAndGet());
                            WritePosition written = db.writePosition();
                            return read(db.readingAfter(written), customer.id());
                        })
                        .toList());
    }

    private static Read read(AroDatabase db, UUID customer) {
        long begun = System.nanoTime();
        return db.session().<Read>read(dsl -> {
            Record row = dsl.select(
                            DSL.condition(DSL.function("pg_is_in_recovery", Boolean.class)),
                            DSL.exists(dsl.selectFrom(CUSTOMERS).where(CUSTOMERS.ID.eq(customer))))
                    .fetchSingle();
            return new Read(row.get(0, boolean.class), row.get(1, boolean.class), System.nanoTime() - begun);
        });
    }

    private static Figures together(int threads, Crew.Work<List<Read>> work) throws Exception {
        try (Crew crew = Crew.of(threads)) {
            Crew.Results<List<Read>> results = crew.together(work);
            if (!results.failures().isEmpty()) {
                throw new AssertionError("A reader failed.", results.failures().getFirst());
            }
            return Figures.of(results.values().stream().flatMap(List::stream).toList());
        }
    }
}
