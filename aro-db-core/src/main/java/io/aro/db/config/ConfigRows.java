package io.aro.db.config;

import io.aro.db.refusal.DocumentMismatchException;
import io.aro.db.refusal.InvalidValueException;
import io.aro.db.schema.tables.records.BusinessConfigRecord;
import java.time.Instant;
import java.util.UUID;

/** Turns the row of {@code business_config} into a configuration, and a configuration into the row. */
final class ConfigRows {

    private ConfigRows() {}

    static StoredConfig toStored(BusinessConfigRecord row) {
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

    static BusinessConfigRecord toRow(BusinessConfig config, UUID id, Instant now) {
        BusinessConfigRecord row = new BusinessConfigRecord();
        row.setId(id);
        row.setBusinessHours(ConfigJson.write(ConfigJson.of(config.businessHours())));
        row.setIntegrations(ConfigJson.write(ConfigJson.of(config.integrations())));
        row.setRules(ConfigJson.write(ConfigJson.of(config.rules())));
        setTexts(row, config);
        row.setCreatedAt(now);
        row.setUpdatedAt(now);
        return row;
    }

    /** Returns what an update of the stored row sets; its documents keep the members that this version does not know. */
    static BusinessConfigRecord toChange(BusinessConfig config, BusinessConfigRecord stored, Instant now) {
        BusinessConfigRecord row = new BusinessConfigRecord();
        row.setBusinessHours(ConfigJson.merge(stored.getBusinessHours(), ConfigJson.of(config.businessHours())));
        row.setIntegrations(ConfigJson.merge(stored.getIntegrations(), ConfigJson.of(config.integrations())));
        row.setRules(ConfigJson.merge(stored.getRules(), ConfigJson.of(config.rules())));
        setTexts(row, config);
        row.setVersion(stored.getVersion() + 1);
        row.setUpdatedAt(now);
        return row;
    }

    private static void setTexts(BusinessConfigRecord row, BusinessConfig config) {
        row.setBusinessName(config.businessName());
        row.setPhone(config.phone());
        row.setEmail(config.email());
        row.setAddress(config.address());
        row.setTimezone(config.timezone().getId());
    }
}
