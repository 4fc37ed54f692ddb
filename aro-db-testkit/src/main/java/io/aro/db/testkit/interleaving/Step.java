package io.aro.db.testkit.interleaving;

import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;

/** A step of a session, which may take until another session lets it go on. */
public final class Step {

    private static final int PATIENCE_SECONDS = 60;

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

    /** Returns whether it is over, in whatever way. */
    public boolean isOver() {
        return result.isDone();
    }

    /**
     * Returns as soon as it waits for a lock of the database.
     *
     * @throws AssertionError if it is over in place of that
     */
    public void assertBlocked() {
        long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(PATIENCE_SECONDS);
        while (!watch.isBlocked()) {
            if (result.isDone()) {
                throw new AssertionError(name + " without having to wait for anybody, which was not to be.");
            }
            if (System.nanoTime() > end) {
                throw new AssertionError(name + " for a minute, and neither comes to an end nor waits for a lock.");
            }
            Thread.onSpinWait();
        }
    }

    /**
     * Returns when it is done, as it should be within a minute.
     *
     * @throws AssertionError if it still goes on, or has failed
     */
    public void assertDone() {
        Throwable failure = await();
        if (failure != null) {
            throw new AssertionError(name + " and fails: " + failure.getMessage(), failure);
        }
    }

    /**
     * Returns when it has failed, as it should within a minute, with what it has failed.
     *
     * @throws AssertionError if it still goes on, or has succeeded, or has failed with something else
     */
    public <X extends Throwable> X assertFails(Class<X> type) {
        Throwable failure = await();
        if (failure == null) {
            throw new AssertionError(name + " and succeeds, in place of failing with " + type.getSimpleName() + ".");
        }
        if (!type.isInstance(failure)) {
            throw new AssertionError(name + " and fails, but not with " + type.getSimpleName() + ".", failure);
        }
        return type.cast(failure);
    }

    /** Waits for the end and returns with what it has failed, if it has. */
    @Nullable
    Throwable await() {
        try {
            result.get(PATIENCE_SECONDS, TimeUnit.SECONDS);
            return null;
        } catch (ExecutionException | CompletionException e) {
            return e.getCause();
        } catch (TimeoutException e) {
            throw new AssertionError(name + " for more than a minute" + (watch.isBlocked() ? ", for a lock." : "."), e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new AssertionError("The test was told to stop while " + name + ".", e);
        }
    }

    @Override
    public String toString() {
        return name;
    }
}
