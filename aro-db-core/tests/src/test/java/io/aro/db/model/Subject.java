package io.aro.db.model;

import java.time.Duration;
import org.jspecify.annotations.Nullable;

/** The subject of a sequence: the model or an engine. */
interface Subject {

    /** Runs one call. */
    @Nullable
    Object run(Operation.Call call, Known known);

    /** Runs a part in a transaction, or in a savepoint of the open transaction. */
    void together(Runnable part);

    void advance(Duration time);
}
