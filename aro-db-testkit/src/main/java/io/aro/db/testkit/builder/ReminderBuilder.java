package io.aro.db.testkit.builder;

import io.aro.db.appointment.Appointment;
import io.aro.db.contact.Channel;
import io.aro.db.event.Actor;
import io.aro.db.reminder.NewReminder;
import io.aro.db.reminder.ReminderLog;
import io.aro.db.reminder.ReminderLogRepository;
import io.aro.db.reminder.ReminderType;
import io.aro.db.repository.Session;
import java.time.Instant;
import java.util.UUID;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/** A builder of sent reminders; immutable. */
public final class ReminderBuilder implements SessionRowBuilder<ReminderLog> {

    private static final Actor PROVIDER = Actor.webhook("twilio");

    private final Recipe<NewReminder, ReminderLog> recipe;
    private final @Nullable UUID appointmentId;

    ReminderBuilder() {
        this(Recipe.plain(), null);
    }

    private ReminderBuilder(Recipe<NewReminder, ReminderLog> recipe, @Nullable UUID appointmentId) {
        this.recipe = recipe;
        this.appointmentId = appointmentId;
    }

    /** Returns a new reminder of the appointment for a repository, by default with a fresh message id. */
    public NewReminder build(UUID appointment) {
        return recipe.applyTo(
                NewReminder.of(appointment, ReminderType.HOURS_24, Channel.SMS).withMessageId(Sequence.id("SM")));
    }

    @Override
    public ReminderLog insert(Session session) {
        UUID appointment =
                appointmentId == null ? new AppointmentBuilder().insert(session).id() : appointmentId;
        return recipe.finish(new ReminderLogRepository(session).create(build(appointment)), session);
    }

    /** Returns a builder with the appointment. */
    public ReminderBuilder of(Appointment appointment) {
        return new ReminderBuilder(recipe, appointment.id());
    }

    /** Returns a builder with the reminder type. */
    public ReminderBuilder type(ReminderType type) {
        return with(reminder -> new NewReminder(
                reminder.appointmentId(),
                type,
                reminder.channel(),
                reminder.messageId(),
                reminder.sentAt(),
                reminder.sentBy()));
    }

    /** Returns a builder with the channel. */
    public ReminderBuilder channel(Channel channel) {
        return with(reminder -> new NewReminder(
                reminder.appointmentId(),
                reminder.type(),
                channel,
                reminder.messageId(),
                reminder.sentAt(),
                reminder.sentBy()));
    }

    /** Returns a builder with the time of sending. */
    public ReminderBuilder sentAt(Instant time) {
        return with(reminder -> reminder.withSentAt(time));
    }

    /** Returns a builder of reminders without a message id of the provider. */
    public ReminderBuilder unnamed() {
        return with(reminder -> reminder.withMessageId(null));
    }

    /** Returns a builder of delivered reminders; requires a message id. */
    public ReminderBuilder delivered() {
        return then(ReminderLogRepository::markDelivered);
    }

    /** Returns a builder of read reminders; requires a message id. */
    public ReminderBuilder read() {
        return then(ReminderLogRepository::markRead);
    }

    private ReminderBuilder with(UnaryOperator<NewReminder> change) {
        return new ReminderBuilder(recipe.with(change), appointmentId);
    }

    private ReminderBuilder then(Receipt receipt) {
        return new ReminderBuilder(
                recipe.then((reminder, session) -> {
                    ReminderLogRepository reminders = new ReminderLogRepository(session);
                    if (reminder.messageId() != null) {
                        receipt.mark(reminders, reminder.messageId(), PROVIDER);
                    }
                    return reminders.getById(reminder.id());
                }),
                appointmentId);
    }

    /** The report of a provider's receipt for a message. */
    @FunctionalInterface
    private interface Receipt {

        Object mark(ReminderLogRepository reminders, String messageId, Actor provider);
    }
}
