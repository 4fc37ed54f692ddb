package io.aro.db.model;

import io.aro.db.model.AppointmentCall.ArchiveCompleted;
import io.aro.db.model.AppointmentCall.Book;
import io.aro.db.model.AppointmentCall.CompleteFinished;
import io.aro.db.model.AppointmentCall.Correct;
import io.aro.db.model.AppointmentCall.UpdateStatus;
import io.aro.db.model.AppointmentQuery.FindArchivedOfCustomer;
import io.aro.db.model.AppointmentQuery.FindOfCustomer;
import io.aro.db.model.AppointmentQuery.FindOnDay;
import io.aro.db.model.ConfigCall.CreateConfig;
import io.aro.db.model.ConsentCall.GiveConsent;
import io.aro.db.model.CustomerCall.CreateCustomer;
import io.aro.db.model.CustomerCall.UpsertCustomer;
import io.aro.db.model.DeadLetterCall.GiveUp;
import io.aro.db.model.Operation.Advance;
import io.aro.db.model.Operation.Call;
import io.aro.db.model.Operation.Together;
import io.aro.db.model.ReminderCall.Send;
import io.aro.db.model.WorkflowCall.StartWorkflow;
import java.util.List;

/** The theme of a sequence: related calls, which meet more often than calls of all kinds. */
enum Theme {
    VISITS,
    MISTAKES,
    EVERYTHING,
    CUSTOMERS,
    REMINDERS,
    CONSENTS,
    WORKFLOWS,
    CONFIGURATION;

    /** Returns the relative frequency of the theme. */
    int weight() {
        return switch (this) {
            case VISITS -> 6;
            case MISTAKES -> 4;
            case EVERYTHING, REMINDERS, WORKFLOWS -> 3;
            case CUSTOMERS, CONSENTS, CONFIGURATION -> 2;
        };
    }

    /** Returns the operations that create the first rows of the sequence. */
    List<Class<?>> beginnings() {
        return switch (this) {
            case VISITS -> List.of(CreateCustomer.class, CreateCustomer.class, Book.class, Book.class);
            case MISTAKES -> List.of(CreateCustomer.class, CreateCustomer.class, Book.class);
            case EVERYTHING ->
                List.of(CreateCustomer.class, CreateCustomer.class, Book.class, Send.class, StartWorkflow.class);
            case CUSTOMERS -> List.of(CreateCustomer.class, CreateCustomer.class, UpsertCustomer.class, Book.class);
            case REMINDERS -> List.of(CreateCustomer.class, CreateCustomer.class, Book.class, Send.class);
            case CONSENTS -> List.of(CreateCustomer.class, GiveConsent.class);
            case WORKFLOWS ->
                List.of(CreateCustomer.class, CreateCustomer.class, Book.class, StartWorkflow.class, GiveUp.class);
            case CONFIGURATION -> List.of(CreateConfig.class, CreateConfig.class);
        };
    }

    /** Returns whether an operation of the kind may follow. */
    boolean has(Class<?> kind) {
        return kind == Advance.class
                || kind == Together.class
                || families().stream().anyMatch(family -> family.isAssignableFrom(kind));
    }

    private List<Class<?>> families() {
        return switch (this) {
            case VISITS -> List.of(AppointmentCall.class, AppointmentQuery.class);
            case MISTAKES ->
                List.of(
                        UpdateStatus.class,
                        Correct.class,
                        CompleteFinished.class,
                        ArchiveCompleted.class,
                        FindOfCustomer.class,
                        FindArchivedOfCustomer.class,
                        FindOnDay.class);
            case EVERYTHING -> List.of(Call.class);
            case CUSTOMERS -> List.of(CustomerCall.class, CustomerQuery.class);
            case REMINDERS -> List.of(ReminderCall.class, Book.class, EventCall.class);
            case CONSENTS -> List.of(ConsentCall.class, EventCall.class, UpsertCustomer.class);
            case WORKFLOWS -> List.of(WorkflowCall.class, DeadLetterCall.class);
            case CONFIGURATION -> List.of(ConfigCall.class, EventCall.class);
        };
    }
}
