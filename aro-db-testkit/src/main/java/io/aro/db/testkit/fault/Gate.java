package io.aro.db.testkit.fault;

import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/** A gate where a call stands still until a test lets it go on; closing it opens it. */
public final class Gate implements AutoCloseable {

    private static final int PATIENCE_SECONDS = 60;

    private final String name;
    private final CountDownLatch reached = new CountDownLatch(1);
    private final CountDownLatch open = new CountDownLatch(1);

    Gate(String name) {
        this.name = name;
    }

    /**
     * Waits until the call stands at the gate.
     *
     * @throws IllegalStateException if none comes within a minute
     */
    public void awaitArrival() {
        await(reached, "Nothing came to the gate at " + name + "; let the test send it.");
    }

    /** Tells whether the call stands at the gate, or has passed it. */
    public boolean isReached() {
        return reached.getCount() == 0;
    }

    /** Lets the call go on. */
    public void open() {
        open.countDown();
    }

    void pass() {
        reached.countDown();
        await(open, "The gate at " + name + " was not opened; open it, in a finally clause.");
    }

    private static void await(CountDownLatch latch, String complaint) {
        try {
            if (!latch.await(PATIENCE_SECONDS, TimeUnit.SECONDS)) {
                throw new IllegalStateException(complaint);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(complaint, e);
        }
    }

    @Override
    public void close() {
        open();
    }
}
