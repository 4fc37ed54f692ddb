package io.aro.db.testkit.builder;

/** The entry point to the builders, one for each table with rows of a service; import its methods statically. */
public final class Builders {

    private Builders() {}

    /** Returns a builder of customers with low risk and without tags, each with a fresh phone number. */
    public static CustomerBuilder aCustomer() {
        return new CustomerBuilder();
    }

    /** Returns a builder of booked appointments, each of a new customer and a day from now. */
    public static AppointmentBuilder anAppointment() {
        return new AppointmentBuilder();
    }

    /** Returns a builder of SMS reminders a day ahead, each of a new appointment. */
    public static ReminderBuilder aReminder() {
        return new ReminderBuilder();
    }

    /** Returns a builder of consents to every channel, each of a new customer. */
    public static ConsentBuilder aConsent() {
        return new ConsentBuilder();
    }

    /** Returns a builder of opt-outs from every channel, each of a new customer. */
    public static OptOutBuilder anOptOut() {
        return new OptOutBuilder();
    }

    /** Returns a builder of events, about the system by default. */
    public static EventBuilder anEvent() {
        return new EventBuilder();
    }

    /** Returns a builder of pending workflows without a subject, due immediately. */
    public static WorkflowBuilder aWorkflow() {
        return new WorkflowBuilder();
    }

    /** Returns a builder of dead letters, of a skill with one attempt by default. */
    public static DeadLetterBuilder aDeadLetter() {
        return new DeadLetterBuilder();
    }

    /** Returns a builder of a clinic's configuration; a database holds at most one. */
    public static BusinessConfigBuilder aBusinessConfig() {
        return new BusinessConfigBuilder();
    }

    /** Returns a builder of idempotency keys, of completed webhooks by default. */
    public static IdempotencyKeyBuilder anIdempotencyKey() {
        return new IdempotencyKeyBuilder();
    }

    /** Returns a builder of delivery subjects with one recorded event. */
    public static DeliverySubjectBuilder aDeliverySubject() {
        return new DeliverySubjectBuilder();
    }

    /** Returns a builder of legal holds, each of a new customer. */
    public static LegalHoldBuilder aLegalHold() {
        return new LegalHoldBuilder();
    }

    /** Returns a builder of erasures, each of a new customer. */
    public static ErasureBuilder anErasure() {
        return new ErasureBuilder();
    }
}
