package io.aro.db.testkit.builder;

/** The entry point to the builders, one for each table that a service writes; import its methods statically. */
public final class Builders {

    private Builders() {}

    /** Returns a customer with a phone number of its own, without tags, of low risk. */
    public static CustomerBuilder aCustomer() {
        return new CustomerBuilder();
    }

    /** Returns a booked appointment of a new customer, a day from now. */
    public static AppointmentBuilder anAppointment() {
        return new AppointmentBuilder();
    }

    /** Returns a reminder by SMS a day ahead, of a new appointment. */
    public static ReminderBuilder aReminder() {
        return new ReminderBuilder();
    }

    /** Returns a consent to every channel, of a new customer. */
    public static ConsentBuilder aConsent() {
        return new ConsentBuilder();
    }

    /** Returns an opt-out from every channel, of a new customer. */
    public static OptOutBuilder anOptOut() {
        return new OptOutBuilder();
    }

    /** Returns an event about nobody in particular. */
    public static EventBuilder anEvent() {
        return new EventBuilder();
    }

    /** Returns a pending workflow that is due at once, about nothing in particular. */
    public static WorkflowBuilder aWorkflow() {
        return new WorkflowBuilder();
    }

    /** Returns the dead letter of a skill that was tried once. */
    public static DeadLetterBuilder aDeadLetter() {
        return new DeadLetterBuilder();
    }

    /** Returns the configuration of a clinic, of which a database has one. */
    public static BusinessConfigBuilder aBusinessConfig() {
        return new BusinessConfigBuilder();
    }

    /** Returns the key of a webhook that was handled. */
    public static IdempotencyKeyBuilder anIdempotencyKey() {
        return new IdempotencyKeyBuilder();
    }

    /** Returns a subject of deliveries of which one was seen. */
    public static DeliverySubjectBuilder aDeliverySubject() {
        return new DeliverySubjectBuilder();
    }

    /** Returns a legal hold of a new customer. */
    public static LegalHoldBuilder aLegalHold() {
        return new LegalHoldBuilder();
    }

    /** Returns an erasure of a new customer. */
    public static ErasureBuilder anErasure() {
        return new ErasureBuilder();
    }
}
