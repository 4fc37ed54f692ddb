package io.aro.db.examples.quickstart;

import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Is what became of one delivery, in the words that are printed.
 *
 * @param event what the delivery says it is
 * @param what what became of it, in one word
 * @param remark what else is worth saying, or nothing
 */
record Handled(String event, String what, String remark) {

    static Handled executed(String event, Receipt receipt) {
        String status = receipt.status().literal();
        return receipt.changed()
                ? new Handled(event, status, "")
                : new Handled(event, "unchanged", "the appointment is already " + status);
    }

    static Handled replayed(String event, Receipt receipt) {
        return new Handled(event, "replayed", executed(event, receipt).what());
    }

    static Handled malformed(String event, String reason) {
        return new Handled(event, "malformed", reason);
    }

    /** Returns the same with one more remark, unless that is empty. */
    Handled adding(String other) {
        String both = Stream.of(remark, other).filter(text -> !text.isEmpty()).collect(Collectors.joining("; "));
        return new Handled(event, what, both);
    }

    @Override
    public String toString() {
        return remark.isEmpty() ? what : what + ": " + remark;
    }
}
