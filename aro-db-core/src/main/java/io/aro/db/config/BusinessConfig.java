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
 * The settings of the business; immutable.
 *
 * @param businessName the name, at most 255 characters
 * @param phone the number in E.164 form
 * @param email the address for mail, at most 254 characters with one {@code @} between a mailbox and a domain
 * @param address where it is, if known
 * @param timezone the IANA time zone it lives in
 * @param businessHours when it is open
 * @param integrations which services it is connected to
 * @param rules how it works
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
     * Checks every value.
     *
     * @throws InvalidValueException if one does not fit its column
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

    /** Returns the configuration of a new business: in New York, never open, connected to nothing, default rules. */
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

    /** Returns a copy with another address for mail. */
    public BusinessConfig withEmail(String mail) {
        return new BusinessConfig(businessName, phone, mail, address, timezone, businessHours, integrations, rules);
    }

    /** Returns a copy that says where the business is. */
    public BusinessConfig withAddress(@Nullable String where) {
        return new BusinessConfig(businessName, phone, email, where, timezone, businessHours, integrations, rules);
    }

    /** Returns a copy in another time zone. */
    public BusinessConfig withTimezone(ZoneId zone) {
        return new BusinessConfig(businessName, phone, email, address, zone, businessHours, integrations, rules);
    }

    /** Returns a copy with other hours. */
    public BusinessConfig withBusinessHours(BusinessHours hours) {
        return new BusinessConfig(businessName, phone, email, address, timezone, hours, integrations, rules);
    }

    /** Returns a copy with other services. */
    public BusinessConfig withIntegrations(Integrations services) {
        return new BusinessConfig(businessName, phone, email, address, timezone, businessHours, services, rules);
    }

    /** Returns a copy with other rules. */
    public BusinessConfig withRules(BusinessRules others) {
        return new BusinessConfig(businessName, phone, email, address, timezone, businessHours, integrations, others);
    }

    /**
     * Returns the time zone of an IANA name; an offset has no summer time and is none.
     *
     * @throws InvalidValueException if there is no such zone
     */
    static ZoneId zone(String name) {
        try {
            ZoneId zone = ZoneId.of(Values.text("timezone", name, 50));
            if (ZoneId.getAvailableZoneIds().contains(zone.getId())) {
                return zone;
            }
        } catch (DateTimeException e) {
            // The sentence below says it for this name too.
        }
        throw new InvalidValueException("timezone", "must be an IANA time zone such as America/New_York");
    }

    /** Returns the first row of this configuration. */
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

    /** Returns the changes of a stored row, whose documents keep the members that this version does not know. */
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
