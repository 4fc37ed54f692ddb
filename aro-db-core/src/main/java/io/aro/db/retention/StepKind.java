package io.aro.db.retention;

/** Is a part of a retention run, in the order in which they are done. */
public enum StepKind {
    /** Makes the monthly partitions of the events to come, on PostgreSQL; what is counted are partitions. */
    PARTITIONS("partitions"),
    /** Hides completed appointments from the lists. */
    COMPLETED("completed"),
    /** Deletes idempotency keys that are remembered no longer. */
    KEYS("keys"),
    /** Deletes subjects of deliveries about which no event has come for long. */
    DELIVERIES("deliveries"),
    /** Deletes consents of erased customers that are evidence no longer. */
    CONSENTS("consents"),
    /** Moves whole months of events to the archive and drops their partitions, on PostgreSQL. */
    MONTHS("months"),
    /** Moves events to the archive. */
    EVENTS("events"),
    /** Moves completed appointments with their transitions, reminders and workflows to the archive. */
    APPOINTMENTS("appointments"),
    /** Moves cancelled, missed and rescheduled appointments to the archive in the same way. */
    CLOSED("closed"),
    /** Moves dead letters that somebody has dealt with to the archive. */
    DEAD_LETTERS("dead_letters");

    private final String literal;

    StepKind(String literal) {
        this.literal = literal;
    }

    /** Returns its name in reports, such as {@code dead_letters}. */
    public String literal() {
        return literal;
    }
}
