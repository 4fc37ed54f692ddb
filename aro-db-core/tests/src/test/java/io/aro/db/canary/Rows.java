package io.aro.db.canary;

import static io.aro.db.fixture.Given.visit;
import static io.aro.db.schema.Tables.APPOINTMENTS;
import static io.aro.db.schema.Tables.CUSTOMERS;
import static io.aro.db.schema.Tables.DEAD_LETTERS;
import static io.aro.db.schema.Tables.REMINDER_LOGS;
import static io.aro.db.schema.Tables.WORKFLOW_INSTANCES;

import io.aro.db.AroDatabase;
import io.aro.db.contact.Channel;
import io.aro.db.fixture.Given;
import io.aro.db.reminder.NewReminder;
import io.aro.db.reminder.ReminderType;
import io.aro.db.repository.Changes;
import io.aro.db.workflow.NewDeadLetter;
import io.aro.db.workflow.NewWorkflow;
import java.util.UUID;
import org.jooq.Condition;
import org.jooq.TableField;

/**
 * New rows for one call, with text columns to search and change.
 *
 * @param customer the id of a customer without a canary; the other parameters are ids of rows, too
 */
record Rows(UUID customer, UUID appointment, UUID reminder, UUID workflow, UUID letter) {

    static Rows create(AroDatabase db, int number) {
        UUID customer = Given.customer(db, number).id();
        UUID appointment = db.appointments().create(visit(customer)).id();
        UUID reminder = db.reminders()
                .create(NewReminder.of(appointment, ReminderType.HOURS_24, Channel.SMS))
                .id();
        UUID workflow = db.workflows().create(NewWorkflow.named("remind")).id();
        UUID letter = db.deadLetters().create(NewDeadLetter.ofSkill("send")).id();
        return new Rows(customer, appointment, reminder, workflow, letter);
    }

    /** Returns the id for a component name, or for a method of a type. */
    UUID idFor(String noun) {
        if (noun.matches("(?i).*customer.*|countSentTo.*|.*(LegalHoldRepository|PrivacyService)")) {
            return noun.contains("findByCustomer") || !noun.contains("Appointment") ? customer : appointment;
        }
        if (noun.matches("(?i).*byWorkflow.*|workflowId|.*WorkflowInstanceRepository")
                && !noun.contains("Appointment")) {
            return workflow;
        }
        if (noun.endsWith("DeadLetterRepository")) {
            return letter;
        }
        return noun.endsWith("ReminderLogRepository") && !noun.contains("Appointment") ? reminder : appointment;
    }

    Condition condition(String noun, Texts texts) {
        return column(noun).eq(texts.of("name"));
    }

    Changes<?> changes(String noun, Texts texts) {
        return Changes.set(column(noun), texts.of("name"));
    }

    private static TableField<?, String> column(String noun) {
        return switch (noun.substring(noun.indexOf(' ') + 1)) {
            case "CustomerRepository" -> CUSTOMERS.NAME;
            case "AppointmentRepository" -> APPOINTMENTS.NOTES;
            case "ReminderLogRepository" -> REMINDER_LOGS.MESSAGE_ID;
            case "WorkflowInstanceRepository" -> WORKFLOW_INSTANCES.WORKFLOW_NAME;
            default -> DEAD_LETTERS.SKILL_NAME;
        };
    }
}
