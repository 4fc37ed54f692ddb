package io.aro.db.model;

import io.aro.db.config.BusinessConfig;
import io.aro.db.config.StoredConfig;
import io.aro.db.error.ConstraintViolationException.Kind;
import io.aro.db.event.Actor;
import io.aro.db.model.ConfigCall.Settings;
import java.time.DayOfWeek;
import java.time.LocalTime;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.TreeMap;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/** The model's rules of the configuration. */
final class ConfigRules {

    private final Model model;

    ConfigRules(Model model) {
        this.model = model;
    }

    Optional<StoredConfig> find() {
        return model.tables().configs().values().stream().findFirst();
    }

    StoredConfig get() {
        return find().orElseThrow(Refusal::notConfigured);
    }

    StoredConfig create(Settings settings, Who who) {
        Actor actor = who.checked();
        check(settings);
        if (find().isPresent()) {
            throw Refusal.constraint(Kind.UNIQUE);
        }
        StoredConfig created = new StoredConfig(model.newId(), settings.config(), 1, model.now(), model.now());
        model.tables().configs().put(created.id(), created);
        tell("created", created, actor, Map.of("version", 1));
        return created;
    }

    StoredConfig replace(int version, Settings settings, Who who) {
        Actor actor = who.checked();
        check(settings);
        Check.positive(version);
        StoredConfig before = get();
        if (before.version() != version) {
            throw Refusal.stale(version, before.version());
        }
        return write(before, settings.config(), actor);
    }

    StoredConfig change(String businessName, int threshold, Who who) {
        Actor actor = who.checked();
        StoredConfig before = get();
        Check.text(businessName, 255);
        Check.percent(threshold);
        BusinessConfig config = Records.with(
                before.config(),
                "businessName",
                businessName,
                "rules",
                Records.with(before.config().rules(), "depositThreshold", threshold));
        return write(before, config, actor);
    }

    private StoredConfig write(StoredConfig before, BusinessConfig config, Actor actor) {
        List<String> changed = changes(before.config(), config);
        if (changed.isEmpty()) {
            return before;
        }
        StoredConfig after =
                Records.with(before, "config", config, "version", before.version() + 1, "updatedAt", model.now());
        model.tables().configs().put(after.id(), after);
        tell("updated", after, actor, Map.of("version", after.version(), "changed", changed));
        return after;
    }

    /** Returns the names of changed settings, in order. */
    private static List<String> changes(BusinessConfig before, BusinessConfig after) {
        Map<String, Object> old = members(before);
        Map<String, Object> now = members(after);
        TreeSet<String> names = new TreeSet<>(old.keySet());
        names.addAll(now.keySet());
        names.removeIf(name -> Objects.equals(old.get(name), now.get(name)));
        return List.copyOf(names);
    }

    private static Map<String, Object> members(BusinessConfig config) {
        Map<String, Object> members = new TreeMap<>();
        put(members, "businessName", config.businessName());
        put(members, "phone", config.phone());
        put(members, "address", config.address());
        put(members, "timezone", config.timezone());
        put(
                members,
                "businessHours.monday.open",
                config.businessHours().on(DayOfWeek.MONDAY).open());
        put(
                members,
                "businessHours.monday.close",
                config.businessHours().on(DayOfWeek.MONDAY).close());
        put(
                members,
                "businessHours.monday.closed",
                config.businessHours().on(DayOfWeek.MONDAY).isClosed());
        if (config.integrations().booking() != null) {
            put(
                    members,
                    "integrations.booking.provider",
                    config.integrations().booking().provider());
            put(
                    members,
                    "integrations.booking.apiKey",
                    config.integrations().booking().apiKey());
        }
        put(members, "rules.depositThreshold", config.rules().depositThreshold());
        put(members, "rules.depositAmount", config.rules().depositAmount());
        put(members, "rules.reminderTiming", config.rules().reminderTiming());
        put(members, "rules.reviewRequestDelay", config.rules().reviewRequestDelay());
        return members;
    }

    private static void put(Map<String, Object> members, String name, @Nullable Object value) {
        if (value != null) {
            members.put(name, value);
        }
    }

    private void tell(String label, StoredConfig config, Actor actor, Map<String, ?> facts) {
        model.events().tell("config." + label, "config", config.id(), actor, model.now(), facts);
    }

    private static void check(Settings settings) {
        Check.text(settings.businessName(), 255);
        Check.phone(settings.phone());
        Check.optional(settings.address(), Integer.MAX_VALUE);
        Check.that(settings.opens() == null || settings.opens().isBefore(LocalTime.NOON));
        Check.textIfAny(settings.apiKey(), 4096);
        Check.percent(settings.threshold());
        Check.money(settings.deposit());
        Check.that(new LinkedHashSet<>(settings.timings()).size()
                == settings.timings().size());
        Check.that(settings.hours() >= 0 && settings.hours() <= 30 * 24);
    }
}
