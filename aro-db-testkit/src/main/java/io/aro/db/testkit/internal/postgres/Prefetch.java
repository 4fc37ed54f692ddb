package io.aro.db.testkit.internal.postgres;

import io.aro.db.error.UnavailableException;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.util.ArrayDeque;
import java.util.Queue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.function.Supplier;

/**
 * A thread-safe supply of values created ahead of use, because creation takes longer than most uses.
 *
 * <p>Each wait of a caller deepens the supply by one, up to eight. Concurrent tests soon no longer wait.
 */
final class Prefetch<T> {

    private static final Logger LOG = System.getLogger(Prefetch.class.getName());

    private static final int WORKERS = 2;
    private static final int DEEPEST = 8;

    private final Supplier<T> maker;
    private final ExecutorService workers = Executors.newFixedThreadPool(WORKERS, task -> {
        Thread thread = new Thread(task, "aro-db-testkit");
        thread.setDaemon(true);
        return thread;
    });
    private final Queue<CompletableFuture<T>> ahead = new ArrayDeque<>();
    private int depth = 1;
    private boolean isClosed;

    Prefetch(Supplier<T> maker) {
        this.maker = maker;
    }

    /**
     * Returns a value for exclusive use; the caller receives a failure of its creation.
     *
     * @throws UnavailableException if this supply is closed
     */
    T take() {
        try {
            return next().join();
        } catch (CompletionException e) {
            if (e.getCause() instanceof RuntimeException cause) {
                throw cause;
            }
            throw e;
        }
    }

    private synchronized CompletableFuture<T> next() {
        if (isClosed) {
            throw new UnavailableException("The run of these tests has ended; create databases before its end.", null);
        }
        CompletableFuture<T> taken = ahead.isEmpty() ? make() : ahead.remove();
        if (!taken.isDone() && depth < DEEPEST) {
            depth++;
        }
        while (ahead.size() < depth) {
            ahead.add(make());
        }
        return taken;
    }

    private CompletableFuture<T> make() {
        return CompletableFuture.supplyAsync(maker, workers);
    }

    /** Runs the task in the background after pending creations; has no effect once closed. */
    synchronized void run(Runnable task) {
        if (!isClosed) {
            workers.execute(() -> runQuietly(task));
        }
    }

    /** Runs a task without a waiting caller; the end of this run, or a later run, cleans up after a failure. */
    private static void runQuietly(Runnable task) {
        try {
            task.run();
        } catch (RuntimeException e) {
            LOG.log(Level.DEBUG, "A task in the background of the tests has failed: {0}", e);
        }
    }

    /** Waits for pending work and passes unused values to the disposer. */
    synchronized void close(Consumer<T> disposer) {
        isClosed = true;
        for (CompletableFuture<T> unused : ahead) {
            unused.thenAccept(disposer).exceptionally(failure -> null).join();
        }
        workers.shutdown();
        try {
            workers.awaitTermination(1, TimeUnit.MINUTES);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
