package io.aro.db.testkit.fault;

import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/** A gate that holds a call until the test opens the gate; {@link #close} opens the gate as well. Thread-safe. */
public final class Gate implements AutoCloseable {

    private static final int TIMEOUT_SECONDS = 60;

    private final String name;
    private final CountDownLatch reached = new CountDownLatch(1);
    private final CountDownLatch open = new CountDownLatch(1);

    Gate(String name) {
        this.name = name;
    }

    /**
     * Waits up to a minute for the call to arrive at the gate.
     *
     * @throws IllegalStateException if no call arrives within a minute
     */
    public void awaitArrival() {
        await(reached, "No call reached the gate at " + name + "; make the call within a minute.");
    }

    /** Returns whether the call has arrived at the gate. */
    public boolean isReached() {
        return reached.getCount() == 0;
    }

    /** Opens the gate for its call. */
    public void open() {
        open.countDown();
    }

    void pass() {
        reached.countDown();
        await(open, "The gate at " + name + " was not opened; open it, in a finally clause.");
    }

    private static void await(CountDownLatch latch, String message) {
        try {
            if (!latch.await(TIMEOUT_SECONDS, TimeUnit.SECONDS)) {
                throw new IllegalStateException(message);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(message, e);
        }
    }

    @Override
    public void close() {
        open();
    }
}
