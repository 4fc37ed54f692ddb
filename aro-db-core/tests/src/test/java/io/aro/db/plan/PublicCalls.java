package io.aro.db.plan;

import java.util.List;
import java.util.function.Function;
import java.util.stream.Stream;

/** A call of each public method of the repositories and services. */
public final class PublicCalls {

    private PublicCalls() {}

    /** Returns the calls in an order in which each finds its rows. */
    public static List<Call> all() {
        return Stream.of(
                        CustomerCalls.all(),
                        AppointmentCalls.all(),
                        MessageCalls.all(),
                        RecordCalls.all(),
                        KeyCalls.all(),
                        OrderCalls.all(),
                        HoldCalls.all(),
                        // The last calls delete.
                        RepositoryCalls.all())
                .flatMap(Function.identity())
                .toList();
    }
}
