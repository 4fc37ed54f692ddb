package io.aro.db.config;

import io.aro.db.refusal.DocumentMismatchException;
import io.aro.db.refusal.InvalidValueException;
import io.aro.db.schema.tables.records.BusinessConfigRecord;
import java.time.Instant;
import java.util.UUID;

/**
 * The stored configuration with its version; an immutable copy of the row.
 *
 * @param id the id of the row
 * @param config what the business has set
 * @param version how often it was written, from 1
 * @param createdAt when the row was made
 * @param updatedAt when the row was last changed
 */
public record StoredConfig(UUID id, BusinessConfig config, int version, Instant createdAt, Instant updatedAt) {

    /** Returns the configuration of a row. */
    static StoredConfig of(BusinessConfigRecord row) {
        return new StoredConfig(row.getId(), toConfig(row), row.getVersion(), row.getCreatedAt(), row.getUpdatedAt());
    }

    private static BusinessConfig toConfig(BusinessConfigRecord row) {
        UUID id = row.getId();
        BusinessHours hours = ConfigJson.hours(row.getBusinessHours(), id);
        Integrations integrations = ConfigJson.integrations(row.getIntegrations(), id);
        BusinessRules rules = ConfigJson.rules(row.getRules(), id);
        try {
            return new BusinessConfig(
                    row.getBusinessName(),
                    row.getPhone(),
                    row.getEmail(),
                    row.getAddress(),
                    BusinessConfig.zone(row.getTimezone()),
                    hours,
                    integrations,
                    rules);
        } catch (InvalidValueException e) {
            throw new DocumentMismatchException(e.field() + " of config " + id, "BusinessConfig");
        }
    }
}
