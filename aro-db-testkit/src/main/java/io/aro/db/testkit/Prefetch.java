package io.aro.db.testkit;

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
 * Makes the next things while the last ones are in use, because making one takes longer than most uses.
 *
 * <p>Who has to wait lets more of them be made ahead from then on, so that tests which run side by side soon do not.
 */
final class Prefetch<T> {

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

    Prefetch(Supplier<T> maker) {
        this.maker = maker;
    }

    /** Returns a thing of the caller's own; a failure to make it is thrown here, not in the background. */
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

    /** Runs the task in the background, after what is already being made. */
    void run(Runnable task) {
        workers.execute(task);
    }

    /** Waits for what is going on and gives the things that nobody took to the disposer. */
    synchronized void close(Consumer<T> disposer) {
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
