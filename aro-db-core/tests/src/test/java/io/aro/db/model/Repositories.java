package io.aro.db.model;

import io.aro.db.AroDatabase;
import io.aro.db.appointment.AppointmentRepository;
import io.aro.db.config.BusinessConfigRepository;
import io.aro.db.consent.ConsentRepository;
import io.aro.db.customer.CustomerRepository;
import io.aro.db.event.EventRepository;
import io.aro.db.reminder.ReminderLogRepository;
import io.aro.db.transaction.Transaction;
import io.aro.db.workflow.DeadLetterRepository;
import io.aro.db.workflow.WorkflowInstanceRepository;

/** The repositories of a database or of a transaction. */
record Repositories(
        CustomerRepository customers,
        AppointmentRepository appointments,
        ReminderLogRepository reminders,
        ConsentRepository consents,
        EventRepository events,
        BusinessConfigRepository config,
        WorkflowInstanceRepository workflows,
        DeadLetterRepository deadLetters) {

    static Repositories of(AroDatabase db) {
        return new Repositories(
                db.customers(),
                db.appointments(),
                db.reminders(),
                db.consents(),
                db.events(),
                db.businessConfig(),
                db.workflows(),
                db.deadLetters());
    }

    static Repositories of(Transaction tx) {
        return new Repositories(
                tx.customers(),
                tx.appointments(),
                tx.reminders(),
                tx.consents(),
                tx.events(),
                tx.businessConfig(),
                tx.workflows(),
                tx.deadLetters());
    }
}
