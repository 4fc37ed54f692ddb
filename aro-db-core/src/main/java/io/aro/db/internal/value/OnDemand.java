package io.aro.db.internal.value;

import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * A value created by its first use. Thread-safe, without a lock.
 *
 * @param <T> the type of the value
 */
public final class OnDemand<T> {

    private final Supplier<? extends T> source;
    private final AtomicReference<@Nullable T> value = new AtomicReference<>();

    /**
     * Creates an instance without its value.
     *
     * @param source the source of the value; concurrent first uses may call it more than once
     */
    public OnDemand(Supplier<? extends T> source) {
        this.source = source;
    }

    /** Returns the value. All callers receive the same instance. */
    public T get() {
        T present = value.get();
        if (present != null) {
            return present;
        }
        T made = source.get();
        T first = value.compareAndExchange(null, made);
        return first == null ? made : first;
    }
}
