package io.aro.db.config;

import io.aro.db.internal.json.Json;
import io.aro.db.refusal.DocumentMismatchException;
import io.aro.db.refusal.InvalidValueException;
import java.math.BigDecimal;
import java.time.DateTimeException;
import java.time.DayOfWeek;
import java.time.Duration;
import java.time.LocalTime;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import java.util.function.Function;
import org.jooq.JSONB;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/**
 * The mapping of the three JSON documents of {@code business_config}.
 *
 * <p>Updates keep members unknown to this release. Missing members have defaults: closed days, no services, and the
 * rules of {@link BusinessRules#defaults()}.
 */
final class ConfigJson {

    private ConfigJson() {}

    /** Returns the document of the hours, with a member for each day in lower case. */
    static JsonNode of(BusinessHours hours) {
        Map<String, Day> week = new LinkedHashMap<>();
        hours.days().forEach((day, of) -> week.put(nameOf(day), Day.of(of)));
        return Json.tree(week);
    }

    static JsonNode of(Integrations integrations) {
        return IntegrationsJson.of(integrations);
    }

    static JsonNode of(BusinessRules rules) {
        return Json.tree(Rules.of(rules));
    }

    static BusinessHours hours(JSONB stored, UUID id) {
        return read(stored, Week.class, Week::toHours, "business_hours of config " + id);
    }

    static Integrations integrations(JSONB stored, UUID id) {
        return read(stored, Integrations.class, Function.identity(), "integrations of config " + id);
    }

    static BusinessRules rules(JSONB stored, UUID id) {
        return read(stored, Rules.class, Rules::toRules, "rules of config " + id);
    }

    /** Returns the stored document with our members replaced; unknown members stay unchanged. */
    static JSONB merge(JSONB stored, JsonNode ours) {
        JsonNode before = Json.read(stored.data(), JsonNode.class);
        return JSONB.jsonb(Json.write(merged(before, ours)));
    }

    /** Returns the text of a first document, without null members. */
    static JSONB write(JsonNode ours) {
        return JSONB.jsonb(Json.write(merged(null, ours)));
    }

    private static JsonNode merged(@Nullable JsonNode stored, JsonNode ours) {
        if (!(ours instanceof ObjectNode members)) {
            return ours;
        }
        ObjectNode result = stored instanceof ObjectNode object ? object : JsonNodeFactory.instance.objectNode();
        members.forEachEntry((name, value) -> {
            if (value.isNull()) {
                result.remove(name);
            } else {
                result.set(name, merged(result.get(name), value));
            }
        });
        return result;
    }

    private static <D, T> T read(JSONB stored, Class<D> form, Function<D, T> meaning, String document) {
        D value = Json.as(form, Json.read(stored.data(), JsonNode.class), document);
        try {
            return meaning.apply(value);
        } catch (InvalidValueException | DateTimeException e) {
            // Without the cause: its message may quote the document.
            throw new DocumentMismatchException(document, form.getSimpleName());
        }
    }

    private static String nameOf(DayOfWeek day) {
        return day.name().toLowerCase(Locale.ROOT);
    }

    /** The hours of a week, a member per day. */
    private record Week(
            @Nullable Day monday,
            @Nullable Day tuesday,
            @Nullable Day wednesday,
            @Nullable Day thursday,
            @Nullable Day friday,
            @Nullable Day saturday,
            @Nullable Day sunday) {

        BusinessHours toHours() {
            Map<DayOfWeek, DayHours> days = new EnumMap<>(DayOfWeek.class);
            put(days, DayOfWeek.MONDAY, monday);
            put(days, DayOfWeek.TUESDAY, tuesday);
            put(days, DayOfWeek.WEDNESDAY, wednesday);
            put(days, DayOfWeek.THURSDAY, thursday);
            put(days, DayOfWeek.FRIDAY, friday);
            put(days, DayOfWeek.SATURDAY, saturday);
            put(days, DayOfWeek.SUNDAY, sunday);
            return new BusinessHours(days);
        }

        private static void put(Map<DayOfWeek, DayHours> days, DayOfWeek day, @Nullable Day stored) {
            if (stored != null) {
                days.put(day, stored.toHours());
            }
        }
    }

    /** The hours of a day; without times the day is closed. */
    private record Day(
            @Nullable String open,
            @Nullable String close,
            @Nullable Boolean closed) {

        static Day of(DayHours hours) {
            return new Day(text(hours.open()), text(hours.close()), hours.isClosed());
        }

        DayHours toHours() {
            boolean isClosed = closed == null ? open == null && close == null : closed;
            return new DayHours(time(open), time(close), isClosed);
        }

        private static @Nullable String text(@Nullable LocalTime time) {
            return time == null ? null : time.toString();
        }

        private static @Nullable LocalTime time(@Nullable String text) {
            return text == null ? null : LocalTime.parse(text);
        }
    }

    /** The stored rules; null members take the default. */
    private record Rules(
            @Nullable Integer depositThreshold,
            @Nullable BigDecimal depositAmount,
            @Nullable List<String> reminderTiming,
            @Nullable Boolean autoRebookingEnabled,
            @Nullable Integer reviewRequestDelay) {

        static Rules of(BusinessRules rules) {
            return new Rules(
                    rules.depositThreshold(),
                    rules.depositAmount(),
                    rules.reminderTiming().stream().map(ReminderTiming::literal).toList(),
                    rules.autoRebookingEnabled(),
                    Math.toIntExact(rules.reviewRequestDelay().toHours()));
        }

        BusinessRules toRules() {
            Rules defaults = of(BusinessRules.defaults());
            return new BusinessRules(
                    or(depositThreshold, defaults.depositThreshold),
                    or(depositAmount, defaults.depositAmount),
                    or(reminderTiming, defaults.reminderTiming).stream()
                            .map(ReminderTiming::of)
                            .toList(),
                    or(autoRebookingEnabled, defaults.autoRebookingEnabled),
                    Duration.ofHours(or(reviewRequestDelay, defaults.reviewRequestDelay)));
        }

        private static <T> T or(@Nullable T value, @Nullable T byDefault) {
            return value != null ? value : Objects.requireNonNull(byDefault);
        }
    }
}
