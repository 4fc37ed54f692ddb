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

/** A builder of reminders that were sent. */
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

    /** Returns what a caller would supply of a reminder of the appointment, with an id of its own at the provider. */
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

    /** Returns a reminder of the appointment. */
    public ReminderBuilder of(Appointment appointment) {
        return new ReminderBuilder(recipe, appointment.id());
    }

    /** Returns a reminder of the type. */
    public ReminderBuilder type(ReminderType type) {
        return with(reminder -> new NewReminder(
                reminder.appointmentId(),
                type,
                reminder.channel(),
                reminder.messageId(),
                reminder.sentAt(),
                reminder.sentBy()));
    }

    /** Returns a reminder that went by the channel. */
    public ReminderBuilder channel(Channel channel) {
        return with(reminder -> new NewReminder(
                reminder.appointmentId(),
                reminder.type(),
                channel,
                reminder.messageId(),
                reminder.sentAt(),
                reminder.sentBy()));
    }

    /** Returns a reminder that was sent at the time. */
    public ReminderBuilder sentAt(Instant time) {
        return with(reminder -> reminder.withSentAt(time));
    }

    /** Returns a reminder of which the provider has given no id yet. */
    public ReminderBuilder unnamed() {
        return with(reminder -> reminder.withMessageId(null));
    }

    /** Returns a reminder that has arrived. */
    public ReminderBuilder delivered() {
        return then(ReminderLogRepository::markDelivered);
    }

    /** Returns a reminder that was read. */
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

    /** Reports the answer of the provider to a message. */
    @FunctionalInterface
    private interface Receipt {

        Object mark(ReminderLogRepository reminders, String messageId, Actor provider);
    }
}
