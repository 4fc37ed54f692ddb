package io.aro.db.locking;

import io.aro.db.AroDatabase;
import io.aro.db.appointment.Appointment;
import io.aro.db.appointment.NewAppointment;
import io.aro.db.consent.ConsentMethod;
import io.aro.db.consent.NewConsent;
import io.aro.db.contact.Channel;
import io.aro.db.customer.Customer;
import io.aro.db.fixture.Given;
import io.aro.db.lifecycle.AppointmentStatus;
import io.aro.db.reminder.NewReminder;
import io.aro.db.reminder.ReminderLog;
import io.aro.db.reminder.ReminderType;
import io.aro.db.workflow.DeadLetter;
import io.aro.db.workflow.NewDeadLetter;
import io.aro.db.workflow.NewWorkflow;
import io.aro.db.workflow.WorkflowInstance;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;

/**
 * The rows of two crossing writers: one customer with a row in every table.
 *
 * @param number distinguishes the scenes of one database
 * @param customer the customer
 * @param booked a booked appointment with an external id
 * @param started an appointment in progress
 * @param reminder a sent reminder with the provider's id
 * @param workflow a running workflow of the booked appointment
 * @param letter a dead letter of that workflow
 */
record Scene(
        int number,
        Customer customer,
        Appointment booked,
        Appointment started,
        ReminderLog reminder,
        WorkflowInstance workflow,
        DeadLetter letter) {

    /**
     * The time of the first scene. Scenes go back in time; a sweep up to the end of a scene affects that scene only.
     */
    private static final Instant FIRST = Instant.parse("2025-12-31T10:00:00Z");

    static Scene set(AroDatabase db, int number) {
        Customer customer = Given.customer(db, number);
        Instant at = FIRST.minus(Duration.ofHours(number));
        Appointment booked = db.appointments().create(visit(customer, at).withExternalId("booked-" + number));
        Appointment started = db.appointments().create(visit(customer, at));
        for (AppointmentStatus next : Given.wayTo(AppointmentStatus.IN_PROGRESS)) {
            db.appointments().updateStatus(started.id(), next, Given.DESK);
        }
        db.consents()
                .append(NewConsent.toAll(customer.phone(), ConsentMethod.VERBAL).withCustomerId(customer.id()));
        ReminderLog reminder = db.reminders()
                .create(NewReminder.of(booked.id(), ReminderType.HOURS_48, Channel.SMS)
                        .withMessageId("message-" + number)
                        .withSentAt(at));
        WorkflowInstance workflow =
                db.workflows().create(NewWorkflow.named("remind").withAppointmentId(booked.id()));
        workflow = db.workflows().markRunning(workflow.id());
        DeadLetter letter = db.deadLetters().create(NewDeadLetter.of(workflow));
        return new Scene(number, customer, booked, started, reminder, workflow, letter);
    }

    private static NewAppointment visit(Customer customer, Instant at) {
        return NewAppointment.of(customer.id(), at, Duration.ofMinutes(45), "Cleaning", BigDecimal.TEN);
    }

    /** Returns a moment after the end of its appointments and before the start of earlier scenes. */
    Instant end() {
        return booked.date().plus(Duration.ofMinutes(50));
    }
}
