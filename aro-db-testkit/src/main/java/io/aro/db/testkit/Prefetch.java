package io.aro.db.testkit;

import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Makes the next thing while the last one is in use, because making it takes longer than most uses.
 *
 * <p>One background thread makes and disposes of everything, so the two never get in each other's way.
 */
final class Prefetch<T> {

    private final Supplier<T> maker;
    private final ExecutorService worker = Executors.newSingleThreadExecutor(task -> {
        Thread thread = new Thread(task, "aro-db-testkit");
        thread.setDaemon(true);
        return thread;
    });
    private @Nullable CompletableFuture<T> next;

    Prefetch(Supplier<T> maker) {
        this.maker = maker;
    }

    /** Returns a thing of the caller's own; a failure to make it is thrown here, not in the background. */
    T take() {
        CompletableFuture<T> taken;
        synchronized (this) {
            taken = next == null ? make() : next;
            next = make();
        }
        try {
            return taken.join();
        } catch (CompletionException e) {
            if (e.getCause() instanceof RuntimeException cause) {
                throw cause;
            }
            throw e;
        }
    }

    private CompletableFuture<T> make() {
        return CompletableFuture.supplyAsync(maker, worker);
    }

    /** Runs the task in the background, after what is already being made. */
    void run(Runnable task) {
        worker.execute(task);
    }

    /** Waits for what is going on and gives the thing that nobody took to the disposer. */
    synchronized void close(Consumer<T> disposer) {
        if (next != null) {
            next.thenAcceptAsync(disposer, worker)
                    .exceptionally(failure -> null)
                    .join();
        }
        worker.shutdown();
        try {
            worker.awaitTermination(1, TimeUnit.MINUTES);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
