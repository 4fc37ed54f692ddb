package io.aro.db.retention;

/** A step of a retention run; the order is that of the run. */
public enum StepKind {
    /** Makes the monthly partitions of future events, on PostgreSQL; its count is that of partitions. */
    PARTITIONS("partitions"),
    /** Hides completed appointments from the lists. */
    COMPLETED("completed"),
    /** Deletes expired idempotency keys. */
    KEYS("keys"),
    /** Deletes subjects of deliveries without a recent event. */
    DELIVERIES("deliveries"),
    /** Deletes consents of erased customers after their time as evidence. */
    CONSENTS("consents"),
    /** Moves whole months of events to the archive and drops their partitions, on PostgreSQL. */
    MONTHS("months"),
    /** Moves events to the archive. */
    EVENTS("events"),
    /** Moves completed appointments with their transitions, reminders and workflows to the archive. */
    APPOINTMENTS("appointments"),
    /** Moves cancelled, missed and rescheduled appointments to the archive in the same way. */
    CLOSED("closed"),
    /** Moves resolved dead letters to the archive. */
    DEAD_LETTERS("dead_letters");

    private final String literal;

    StepKind(String literal) {
        this.literal = literal;
    }

    /** Returns its name in reports, such as {@code dead_letters}. */
    public String literal() {
        return literal;
    }

    /** Returns the same name, for logs. */
    @Override
    public String toString() {
        return literal;
    }
}
