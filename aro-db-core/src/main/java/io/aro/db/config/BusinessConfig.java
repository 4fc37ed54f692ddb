package io.aro.db.config;

import io.aro.db.internal.value.EmailAddress;
import io.aro.db.internal.value.Values;
import io.aro.db.refusal.InvalidValueException;
import io.aro.db.schema.tables.records.BusinessConfigRecord;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.ZoneId;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * The settings of a business; immutable.
 *
 * @param businessName the name, at most 255 characters
 * @param phone the phone number in E.164 form
 * @param email the email address, at most 254 characters with one {@code @} between mailbox and domain
 * @param address the postal address; null if unknown
 * @param timezone the IANA time zone of the opening hours
 * @param businessHours the weekly opening hours
 * @param integrations the connected services
 * @param rules the rules for deposits, reminders, rebooking and reviews
 */
public record BusinessConfig(
        String businessName,
        String phone,
        String email,
        @Nullable String address,
        ZoneId timezone,
        BusinessHours businessHours,
        Integrations integrations,
        BusinessRules rules) {

    private static final ZoneId DEFAULT_TIMEZONE = ZoneId.of("America/New_York");

    /**
     * Validates all values.
     *
     * @throws InvalidValueException if a value is missing, too long or malformed
     */
    public BusinessConfig {
        businessName = Values.text("business name", businessName, 255);
        phone = Values.phone("phone", phone);
        email = EmailAddress.required("email", email);
        address = Values.optionalText("address", address, Integer.MAX_VALUE);
        timezone = zone(Values.required("timezone", timezone).getId());
        Values.required("business hours", businessHours);
        Values.required("integrations", integrations);
        Values.required("rules", rules);
    }

    /** Returns the settings of a new business: New York time, never open, no integrations, default rules. */
    public static BusinessConfig of(String businessName, String phone, String email) {
        return new BusinessConfig(
                businessName,
                phone,
                email,
                null,
                DEFAULT_TIMEZONE,
                BusinessHours.closed(),
                Integrations.none(),
                BusinessRules.defaults());
    }

    /** Returns a copy with another name. */
    public BusinessConfig withBusinessName(String name) {
        return new BusinessConfig(name, phone, email, address, timezone, businessHours, integrations, rules);
    }

    /** Returns a copy with another phone number. */
    public BusinessConfig withPhone(String number) {
        return new BusinessConfig(businessName, number, email, address, timezone, businessHours, integrations, rules);
    }

    /** Returns a copy with another email address. */
    public BusinessConfig withEmail(String mail) {
        return new BusinessConfig(businessName, phone, mail, address, timezone, businessHours, integrations, rules);
    }

    /** Returns a copy with another postal address; null for none. */
    public BusinessConfig withAddress(@Nullable String where) {
        return new BusinessConfig(businessName, phone, email, where, timezone, businessHours, integrations, rules);
    }

    /** Returns a copy with another time zone. */
    public BusinessConfig withTimezone(ZoneId zone) {
        return new BusinessConfig(businessName, phone, email, address, zone, businessHours, integrations, rules);
    }

    /** Returns a copy with other opening hours. */
    public BusinessConfig withBusinessHours(BusinessHours hours) {
        return new BusinessConfig(businessName, phone, email, address, timezone, hours, integrations, rules);
    }

    /** Returns a copy with other connected services. */
    public BusinessConfig withIntegrations(Integrations services) {
        return new BusinessConfig(businessName, phone, email, address, timezone, businessHours, services, rules);
    }

    /** Returns a copy with other rules. */
    public BusinessConfig withRules(BusinessRules others) {
        return new BusinessConfig(businessName, phone, email, address, timezone, businessHours, integrations, others);
    }

    /**
     * Returns the time zone of an IANA name. Offsets are rejected: they have no daylight saving time.
     *
     * @throws InvalidValueException if the name is unknown
     */
    static ZoneId zone(String name) {
        try {
            ZoneId zone = ZoneId.of(Values.text("timezone", name, 50));
            if (ZoneId.getAvailableZoneIds().contains(zone.getId())) {
                return zone;
            }
        } catch (DateTimeException e) {
            // Reported below, like an unknown zone.
        }
        throw new InvalidValueException("timezone", "must be an IANA time zone such as America/New_York");
    }

    /** Returns the row to insert, at version 1 by the column's default. */
    BusinessConfigRecord toRow(UUID id, Instant now) {
        BusinessConfigRecord row = new BusinessConfigRecord();
        row.setId(id);
        row.setBusinessHours(ConfigJson.write(ConfigJson.of(businessHours)));
        row.setIntegrations(ConfigJson.write(ConfigJson.of(integrations)));
        row.setRules(ConfigJson.write(ConfigJson.of(rules)));
        setTexts(row);
        row.setCreatedAt(now);
        row.setUpdatedAt(now);
        return row;
    }

    /** Returns the columns to update, at the next version; the documents keep members unknown to this release. */
    BusinessConfigRecord toChange(BusinessConfigRecord stored, Instant now) {
        BusinessConfigRecord row = new BusinessConfigRecord();
        row.setBusinessHours(ConfigJson.merge(stored.getBusinessHours(), ConfigJson.of(businessHours)));
        row.setIntegrations(ConfigJson.merge(stored.getIntegrations(), ConfigJson.of(integrations)));
        row.setRules(ConfigJson.merge(stored.getRules(), ConfigJson.of(rules)));
        setTexts(row);
        row.setVersion(stored.getVersion() + 1);
        row.setUpdatedAt(now);
        return row;
    }

    private void setTexts(BusinessConfigRecord row) {
        row.setBusinessName(businessName);
        row.setPhone(phone);
        row.setEmail(email);
        row.setAddress(address);
        row.setTimezone(timezone.getId());
    }
}
