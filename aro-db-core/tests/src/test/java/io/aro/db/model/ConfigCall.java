package io.aro.db.model;

import io.aro.db.config.BusinessConfig;
import io.aro.db.config.BusinessHours;
import io.aro.db.config.BusinessRules;
import io.aro.db.config.DayHours;
import io.aro.db.config.Integrations;
import io.aro.db.config.ReminderTiming;
import io.aro.db.config.StoredConfig;
import io.aro.db.model.Operation.Call;
import io.aro.db.model.Operation.Weight;
import java.math.BigDecimal;
import java.time.DayOfWeek;
import java.time.Duration;
import java.time.LocalTime;
import java.time.ZoneId;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A call of the configuration. */
sealed interface ConfigCall extends Call {

    /** The settings of a business, one of each kind. */
    record Settings(
            String businessName,
            String phone,
            @Nullable String address,
            ZoneId zone,
            @Nullable LocalTime opens,
            @Nullable String apiKey,
            int threshold,
            BigDecimal deposit,
            List<ReminderTiming> timings,
            int hours) {

        BusinessConfig config() {
            return new BusinessConfig(
                    businessName,
                    phone,
                    "desk@example.com",
                    address,
                    zone,
                    opens == null
                            ? BusinessHours.closed()
                            : BusinessHours.closed().withDay(DayOfWeek.MONDAY, DayHours.of(opens, LocalTime.NOON)),
                    apiKey == null
                            ? Integrations.none()
                            : Integrations.none().withBooking(new Integrations.Booking("calendly", apiKey, null)),
                    new BusinessRules(threshold, deposit, timings, true, Duration.ofHours(hours)));
        }
    }

    @Weight(6)
    record CreateConfig(Settings settings, Who who) implements ConfigCall {
        @Override
        public Object on(Repositories db, Known known) {
            return db.config().create(settings.config(), who.actor());
        }

        @Override
        public Object on(Model model, Known known) {
            return model.config().create(settings, who);
        }
    }

    @Weight(6)
    record ReplaceConfig(int version, Settings settings, Who who) implements ConfigCall {
        @Override
        public Object on(Repositories db, Known known) {
            return db.config().update(version, settings.config(), who.actor());
        }

        @Override
        public Object on(Model model, Known known) {
            return model.config().replace(version, settings, who);
        }
    }

    @Weight(6)
    record ChangeConfig(String businessName, int threshold, Who who) implements ConfigCall {
        @Override
        public StoredConfig on(Repositories db, Known known) {
            return db.config()
                    .update(
                            config -> config.withBusinessName(businessName)
                                    .withRules(config.rules().withDepositThreshold(threshold)),
                            who.actor());
        }

        @Override
        public Object on(Model model, Known known) {
            return model.config().change(businessName, threshold, who);
        }
    }

    record GetConfig() implements ConfigCall {
        @Override
        public Object on(Repositories db, Known known) {
            return db.config().get();
        }

        @Override
        public Object on(Model model, Known known) {
            return model.config().get();
        }
    }
}
