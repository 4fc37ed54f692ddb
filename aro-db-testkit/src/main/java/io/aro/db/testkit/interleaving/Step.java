package io.aro.db.testkit.interleaving;

import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;

/** A step of a session, possibly blocked by another session. */
public final class Step {

    private static final int TIMEOUT_SECONDS = 60;

    private final String name;
    private final LockWatch watch;
    private final CompletableFuture<@Nullable Void> result = new CompletableFuture<>();

    Step(String name, LockWatch watch) {
        this.name = name;
        this.watch = watch;
    }

    void done() {
        result.complete(null);
    }

    void failed(Throwable failure) {
        result.completeExceptionally(failure);
    }

    /** Returns whether the step has ended, by success or failure. */
    public boolean isOver() {
        return result.isDone();
    }

    /**
     * Returns as soon as the step waits for a database lock, within a minute.
     *
     * @throws AssertionError if the step ends without a lock wait, or neither ends nor waits within a minute
     */
    public void assertBlocked() {
        long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(TIMEOUT_SECONDS);
        while (!watch.isBlocked()) {
            if (result.isDone()) {
                throw new AssertionError(name + " without waiting for a lock; it should be blocked.");
            }
            if (System.nanoTime() > end) {
                throw new AssertionError(name + " for a minute, without ending or waiting for a lock.");
            }
            Thread.onSpinWait();
        }
    }

    /**
     * Waits up to a minute for the step to succeed.
     *
     * @throws AssertionError if the step fails, or is still running after a minute
     */
    public void assertDone() {
        Throwable failure = await();
        if (failure != null) {
            throw new AssertionError(name + " and fails: " + failure.getMessage(), failure);
        }
    }

    /**
     * Waits up to a minute for the step to fail, and returns the exception.
     *
     * @throws AssertionError if the step succeeds, fails with a different type, or is still running after a minute
     */
    public <X extends Throwable> X assertFails(Class<X> type) {
        Throwable failure = await();
        if (failure == null) {
            throw new AssertionError(name + " and succeeds; it should fail with " + type.getSimpleName() + ".");
        }
        if (!type.isInstance(failure)) {
            throw new AssertionError(name + " and fails, but not with " + type.getSimpleName() + ".", failure);
        }
        return type.cast(failure);
    }

    /** Waits for the end of the step and returns the exception; null after success. */
    @Nullable
    Throwable await() {
        try {
            result.get(TIMEOUT_SECONDS, TimeUnit.SECONDS);
            return null;
        } catch (ExecutionException | CompletionException e) {
            return e.getCause();
        } catch (TimeoutException e) {
            throw new AssertionError(name + " for more than a minute" + (watch.isBlocked() ? ", for a lock." : "."), e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new AssertionError("The test was interrupted while " + name + ".", e);
        }
    }

    @Override
    public String toString() {
        return name;
    }
}
