package io.aro.db.config;

import io.aro.db.config.Integrations.Booking;
import io.aro.db.config.Integrations.Messaging;
import io.aro.db.config.Integrations.Payment;
import io.aro.db.event.Actor;
import java.math.BigDecimal;
import java.time.DayOfWeek;
import java.time.LocalTime;
import java.time.ZoneId;

/** Configurations for the tests. */
final class Clinic {

    static final Actor OWNER = Actor.admin("owner");

    private Clinic() {}

    /** Returns the initial configuration of a business. */
    static BusinessConfig plain() {
        return BusinessConfig.of("Bright Smiles", "+15550199", "office@example.org");
    }

    /** Returns a configuration with all values set; every secret contains the word hush. */
    static BusinessConfig full() {
        return plain().withAddress("1 Main Street\nSpringfield")
                .withTimezone(ZoneId.of("Europe/Berlin"))
                .withBusinessHours(BusinessHours.weekdays(LocalTime.of(9, 0), LocalTime.of(17, 30))
                        .withDay(DayOfWeek.SATURDAY, new DayHours(LocalTime.of(10, 0), LocalTime.NOON, true)))
                .withIntegrations(Integrations.none()
                        .withBooking(new Booking("calendly", "book_hush", "https://hooks.example.org/hush"))
                        .withMessaging(new Messaging("twilio", "text_hush", "+15550100"))
                        .withPayment(new Payment("stripe", "sk_hush", "pk_hush")))
                .withRules(BusinessRules.defaults()
                        .withDepositThreshold(60)
                        .withDepositAmount(new BigDecimal("25.50"))
                        .withReminderTiming(ReminderTiming.HOURS_6)
                        .withAutoRebookingEnabled(true));
    }
}
