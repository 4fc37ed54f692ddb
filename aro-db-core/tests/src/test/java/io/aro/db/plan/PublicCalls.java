package io.aro.db.plan;

import java.util.List;
import java.util.function.Function;
import java.util.stream.Stream;

/** Lists a call of each public method of the repositories and of the services beside them. */
public final class PublicCalls {

    private PublicCalls() {}

    /** Returns the calls in the order in which each finds what it is about. */
    public static List<Call> all() {
        return Stream.of(
                        CustomerCalls.all(),
                        AppointmentCalls.all(),
                        MessageCalls.all(),
                        RecordCalls.all(),
                        KeyCalls.all(),
                        OrderCalls.all(),
                        HoldCalls.all(),
                        // The last of these deletes.
                        RepositoryCalls.all())
                .flatMap(Function.identity())
                .toList();
    }
}
