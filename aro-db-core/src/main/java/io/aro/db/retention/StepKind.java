package io.aro.db.retention;

/** A step of a retention run; the constants are in the order of the run. */
public enum StepKind {
    /** Creates monthly partitions for future events, on PostgreSQL. The count is the number of partitions. */
    PARTITIONS("partitions"),
    /** Hides completed appointments from lists. */
    COMPLETED("completed"),
    /** Deletes expired idempotency keys. */
    KEYS("keys"),
    /** Deletes delivery subjects without a recent event. */
    DELIVERIES("deliveries"),
    /** Deletes consents of erased customers past their evidence period. */
    CONSENTS("consents"),
    /** Moves whole months of events to the archive and drops their partitions, on PostgreSQL. */
    MONTHS("months"),
    /** Moves single events to the archive. */
    EVENTS("events"),
    /** Moves completed appointments to the archive, with their transitions, reminders and workflows. */
    APPOINTMENTS("appointments"),
    /** Moves cancelled, missed and rescheduled appointments to the archive, with the same dependants. */
    CLOSED("closed"),
    /** Moves resolved dead letters to the archive. */
    DEAD_LETTERS("dead_letters");

    private final String literal;

    StepKind(String literal) {
        this.literal = literal;
    }

    /** Returns the name of the step in reports, such as {@code dead_letters}. */
    public String literal() {
        return literal;
    }

    /** Returns the same name, for logs. */
    @Override
    public String toString() {
        return literal;
    }
}
