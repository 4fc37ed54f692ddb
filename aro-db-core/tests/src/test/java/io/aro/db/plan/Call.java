package io.aro.db.plan;

import static org.assertj.core.api.Assertions.assertThat;

import io.aro.db.AroDatabase;
import io.aro.db.refusal.TooManyRowsException;
import java.util.function.Consumer;

/**
 * A call of a public method, with the required index of its statements.
 *
 * @param method the method, as in {@code CustomerRepository.findByPhone(String)}
 * @param index a pattern of the index; empty for statements that only write to rows found by their keys
 * @param way the use of the index
 */
public record Call(String method, String index, Way way, Consumer<AroDatabase> action) {

    /** The use of an index by a statement. */
    public enum Way {
        /** No statement reads a whole table; at least one statement uses the index. */
        FOUND,
        /** Every statement reads the index in order, without a sort. */
        WALKED,
        /** In addition, the last statement begins at its place within the index. */
        SOUGHT
    }

    static Call writes(String method, Consumer<AroDatabase> action) {
        return new Call(method, "", Way.FOUND, action);
    }

    static Call finds(String method, String index, Consumer<AroDatabase> action) {
        return new Call(method, index, Way.FOUND, action);
    }

    static Call walks(String method, String index, Consumer<AroDatabase> action) {
        return new Call(method, index, Way.WALKED, action);
    }

    /** Makes the call; a list of too many rows is refused after its statement was sent. */
    void make(AroDatabase db) {
        try {
            action.accept(db);
        } catch (TooManyRowsException e) {
            assertThat(e.isRetryable()).isFalse();
        }
    }

    static Call seeks(String method, String index, Consumer<AroDatabase> action) {
        return new Call(method, index, Way.SOUGHT, action);
    }
}
