package io.aro.db.testkit.checklist;

import io.aro.db.AroDatabase;
import java.util.function.Consumer;

/**
 * A call of a repository method, for the check of its query plan.
 *
 * @param method the type, the method and the simple names of its parameters' types, as in
 *     {@code CustomerRepository.findByPhone(String)}
 * @param call makes the call; its result is ignored
 */
public record QueryCall(String method, Consumer<AroDatabase> call) {

    /** Returns the call of a method. */
    public static QueryCall of(String method, Consumer<AroDatabase> call) {
        return new QueryCall(method, call);
    }
}
