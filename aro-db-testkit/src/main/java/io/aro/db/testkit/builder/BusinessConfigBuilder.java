package io.aro.db.testkit.builder;

import io.aro.db.config.BusinessConfig;
import io.aro.db.config.BusinessConfigRepository;
import io.aro.db.config.BusinessHours;
import io.aro.db.config.Integrations;
import io.aro.db.config.StoredConfig;
import io.aro.db.event.Actor;
import io.aro.db.repository.Session;
import java.time.LocalTime;
import java.time.ZoneId;
import java.util.function.UnaryOperator;

/** A builder of the business configuration; a database holds at most one. */
public final class BusinessConfigBuilder implements SessionRowBuilder<StoredConfig> {

    private static final LocalTime OPEN = LocalTime.of(9, 0);
    private static final LocalTime CLOSE = LocalTime.of(17, 0);

    private final UnaryOperator<BusinessConfig> changes;

    BusinessConfigBuilder() {
        this(UnaryOperator.identity());
    }

    private BusinessConfigBuilder(UnaryOperator<BusinessConfig> changes) {
        this.changes = changes;
    }

    /** Returns a clinic in New York, open on weekdays from 9:00 to 17:00, without integrations. */
    public BusinessConfig build() {
        BusinessConfig clinic = BusinessConfig.of("Example Clinic", "+15550000000", "clinic@example.org");
        return changes.apply(
                with(clinic, clinic.timezone(), BusinessHours.weekdays(OPEN, CLOSE), clinic.integrations()));
    }

    @Override
    public StoredConfig insert(Session session) {
        return new BusinessConfigRepository(session).create(build(), Actor.admin("owner"));
    }

    /** Returns a builder with the time zone. */
    public BusinessConfigBuilder in(ZoneId zone) {
        return changing(config -> with(config, zone, config.businessHours(), config.integrations()));
    }

    /** Returns a builder with the business hours. */
    public BusinessConfigBuilder open(BusinessHours hours) {
        return changing(config -> with(config, config.timezone(), hours, config.integrations()));
    }

    /** Returns a builder with the integrations. */
    public BusinessConfigBuilder connectedTo(Integrations integrations) {
        return changing(config -> with(config, config.timezone(), config.businessHours(), integrations));
    }

    /** Returns a builder of a business without opening hours. */
    public BusinessConfigBuilder closed() {
        return open(BusinessHours.closed());
    }

    private BusinessConfigBuilder changing(UnaryOperator<BusinessConfig> change) {
        return new BusinessConfigBuilder(config -> change.apply(changes.apply(config)));
    }

    private static BusinessConfig with(
            BusinessConfig config, ZoneId zone, BusinessHours hours, Integrations integrations) {
        return new BusinessConfig(
                config.businessName(),
                config.phone(),
                config.email(),
                config.address(),
                zone,
                hours,
                integrations,
                config.rules());
    }
}
