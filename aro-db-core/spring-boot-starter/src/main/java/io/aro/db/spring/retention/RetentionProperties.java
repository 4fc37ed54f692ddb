package io.aro.db.spring.retention;

import io.aro.db.refusal.InvalidValueException;
import io.aro.db.retention.RetentionPolicy;
import java.nio.file.Path;
import java.time.Period;
import java.time.ZoneId;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.boot.context.properties.source.InvalidConfigurationPropertyValueException;
import org.springframework.scheduling.Trigger;
import org.springframework.scheduling.annotation.Scheduled;
import org.springframework.scheduling.support.CronTrigger;

/**
 * The options of retention. An unset period is that of the library.
 *
 * @param enabled Whether retention runs on a schedule.
 * @param cron Schedule of the runs as a cron expression of Spring; "-" for none.
 * @param zone Time zone of the schedule.
 * @param archive Folder of the archive. It must exist.
 * @param events Period that events are kept.
 * @param completed Period that completed appointments are kept.
 * @param completedVisible Period that completed appointments are visible.
 * @param closed Period that cancelled, missed and rescheduled appointments are kept.
 * @param deadLetters Period that resolved dead letters are kept.
 * @param consents Period that consents of erased customers are kept.
 * @param deliveries Period that delivery subjects are kept.
 * @param monthsAhead Number of future months with partitions of events on PostgreSQL.
 */
@ConfigurationProperties("aro.db.retention")
record RetentionProperties(
        boolean enabled,
        @DefaultValue("0 0 3 * * *") String cron,
        @DefaultValue("UTC") ZoneId zone,
        @Nullable Path archive,
        @Nullable Period events,
        @Nullable Period completed,
        @Nullable Period completedVisible,
        @Nullable Period closed,
        @Nullable Period deadLetters,
        @Nullable Period consents,
        @Nullable Period deliveries,
        @Nullable Integer monthsAhead) {

    static final String PREFIX = "aro.db.retention.";

    /**
     * Returns the policy of the options.
     *
     * @throws InvalidConfigurationPropertyValueException if the library refuses a period
     */
    RetentionPolicy policy() {
        RetentionPolicy defaults = RetentionPolicy.defaults();
        try {
            return defaults.withEvents(Objects.requireNonNullElse(events, defaults.events()))
                    .withCompleted(
                            Objects.requireNonNullElse(completedVisible, defaults.completedVisible()),
                            Objects.requireNonNullElse(completed, defaults.completed()))
                    .withClosed(Objects.requireNonNullElse(closed, defaults.closed()))
                    .withDeadLetters(Objects.requireNonNullElse(deadLetters, defaults.deadLetters()))
                    .withConsents(Objects.requireNonNullElse(consents, defaults.consents()))
                    .withDeliveries(Objects.requireNonNullElse(deliveries, defaults.deliveries()))
                    .withMonthsAhead(Objects.requireNonNullElse(monthsAhead, defaults.monthsAhead()));
        } catch (InvalidValueException e) {
            throw refused(e);
        }
    }

    /**
     * Returns the schedule of the options, or a schedule without runs for the cron expression "-".
     *
     * @throws InvalidConfigurationPropertyValueException if the cron expression is malformed
     */
    Trigger schedule() {
        if (cron.equals(Scheduled.CRON_DISABLED)) {
            return context -> null;
        }
        try {
            return new CronTrigger(cron, zone);
        } catch (IllegalArgumentException e) {
            throw new InvalidConfigurationPropertyValueException(
                    PREFIX + "cron",
                    cron,
                    "It must be a cron expression of six parts, from seconds to days of the week.",
                    e);
        }
    }

    private InvalidConfigurationPropertyValueException refused(InvalidValueException e) {
        String option = e.field().replace(' ', '-');
        String reason = String.format(Locale.ROOT, "It %s.", e.rule());
        if (option.equals("completed") && completed == null) {
            option = "completed-visible";
            reason = "It must not be longer than aro.db.retention.completed.";
        }
        Map<String, @Nullable Object> values = new HashMap<>();
        values.put("events", events);
        values.put("completed-visible", completedVisible);
        values.put("completed", completed);
        values.put("closed", closed);
        values.put("dead-letters", deadLetters);
        values.put("consents", consents);
        values.put("deliveries", deliveries);
        values.put("months-ahead", monthsAhead);
        return new InvalidConfigurationPropertyValueException(PREFIX + option, values.get(option), reason, e);
    }
}
