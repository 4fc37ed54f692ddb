package io.aro.db.testkit.internal.run;

import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Consumer;
import java.util.function.Function;

/**
 * A function that runs once for each key; thread-safe.
 *
 * <p>Failures are remembered as well: a server that fails to start is not tried again.
 */
public final class Memoized<K, V> {

    private static final int TIMEOUT_SECONDS = 60;

    private final Map<K, FutureTask<V>> made = new ConcurrentHashMap<>();
    private final Function<K, V> maker;

    public Memoized(Function<K, V> maker) {
        this.maker = maker;
    }

    public V get(K key) {
        FutureTask<V> task = made.computeIfAbsent(key, missing -> new FutureTask<>(() -> maker.apply(missing)));
        task.run();
        try {
            return task.get();
        } catch (ExecutionException e) {
            if (e.getCause() instanceof RuntimeException cause) {
                throw cause;
            }
            throw new IllegalStateException(key + " cannot be used.", e.getCause());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("The wait for " + key + " was interrupted.", e);
        }
    }

    /** Applies the action to every successful result, waiting up to a minute for each pending one. */
    public void forEach(Consumer<V> action) {
        for (FutureTask<V> task : made.values()) {
            if (hasSucceeded(task)) {
                action.accept(task.resultNow());
            }
        }
    }

    private static boolean hasSucceeded(FutureTask<?> task) {
        try {
            task.get(TIMEOUT_SECONDS, TimeUnit.SECONDS);
        } catch (ExecutionException | TimeoutException e) {
            return false;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        return task.state() == FutureTask.State.SUCCESS;
    }
}
