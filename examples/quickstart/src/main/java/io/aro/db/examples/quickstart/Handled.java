package io.aro.db.examples.quickstart;

import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * The result of one delivery, as printed.
 *
 * @param event the name of the event
 * @param result the result in one word, such as {@code booked} or {@code replayed}
 * @param remark the details; empty if there are none
 */
record Handled(String event, String result, String remark) {

    static Handled executed(String event, Receipt receipt) {
        String status = receipt.status().literal();
        return receipt.changed()
                ? new Handled(event, status, "")
                : new Handled(event, "unchanged", "the appointment is already " + status);
    }

    static Handled replayed(String event, Receipt receipt) {
        return new Handled(event, "replayed", executed(event, receipt).result());
    }

    static Handled malformed(String event, String reason) {
        return new Handled(event, "malformed", reason);
    }

    /** Returns a copy with one more remark, if the remark is not empty. */
    Handled adding(String other) {
        String both = Stream.of(remark, other).filter(text -> !text.isEmpty()).collect(Collectors.joining("; "));
        return new Handled(event, result, both);
    }

    @Override
    public String toString() {
        return remark.isEmpty() ? result : result + ": " + remark;
    }
}
