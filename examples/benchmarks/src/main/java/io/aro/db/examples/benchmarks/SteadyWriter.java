package io.aro.db.examples.benchmarks;

import io.aro.db.AroDatabase;
import io.aro.db.error.AroDatabaseException;
import io.aro.db.event.Actor;
import io.aro.db.event.NewEvent;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;

/** A writer that appends an event every few milliseconds, like webhooks, and records the time of each. */
final class SteadyWriter implements AutoCloseable {

    private static final UUID SYSTEM = new UUID(0, 0);

    private final AroDatabase db;
    private final List<Long> nanos = new ArrayList<>();
    private final Thread thread = new Thread(this::write, "writer");
    private volatile boolean stopped;

    private SteadyWriter(AroDatabase db) {
        this.db = db;
    }

    static SteadyWriter start(AroDatabase db) {
        SteadyWriter writer = new SteadyWriter(db);
        writer.thread.start();
        return writer;
    }

    private void write() {
        NewEvent event = NewEvent.of("message.received", "system", SYSTEM, Actor.webhook("benchmark"));
        while (!stopped) {
            long begun = System.nanoTime();
            append(event);
            nanos.add(System.nanoTime() - begun);
            LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(5));
        }
    }

    /** A write beyond its time limit counts with its whole wait. */
    private void append(NewEvent event) {
        try {
            db.events().append(event);
        } catch (AroDatabaseException e) {
            if (!e.isRetryable()) {
                throw e;
            }
        }
    }

    /** Stops the writer and returns the times of its writes. */
    Sample stop() throws InterruptedException {
        stopped = true;
        thread.join();
        Collections.sort(nanos);
        return new Sample(nanos);
    }

    /** Ends the thread after its current write. */
    @Override
    public void close() {
        stopped = true;
    }
}
