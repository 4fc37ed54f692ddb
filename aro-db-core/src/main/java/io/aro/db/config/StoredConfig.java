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
 * @param config the settings
 * @param version the version for optimistic locking, 1 for a new row
 * @param createdAt the time of the insert
 * @param updatedAt the time of the last change
 */
public record StoredConfig(UUID id, BusinessConfig config, int version, Instant createdAt, Instant updatedAt) {

    /**
     * Returns the configuration of a row with opened secrets.
     *
     * @throws DocumentMismatchException if a column or a document is malformed
     */
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
