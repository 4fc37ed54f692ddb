package io.aro.db.spring.health;

import static org.assertj.core.api.Assertions.assertThat;

import io.aro.db.AroDatabase;
import io.aro.db.testkit.AroDatabaseTest;
import io.aro.db.testkit.TestDatabase;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.availability.ApplicationAvailabilityBean;
import org.springframework.boot.health.actuate.endpoint.HealthEndpointGroups;
import org.springframework.boot.health.autoconfigure.actuate.endpoint.AvailabilityProbesAutoConfiguration;
import org.springframework.boot.health.autoconfigure.actuate.endpoint.HealthEndpointAutoConfiguration;
import org.springframework.boot.health.autoconfigure.application.AvailabilityHealthContributorAutoConfiguration;
import org.springframework.boot.health.autoconfigure.contributor.HealthContributorAutoConfiguration;
import org.springframework.boot.health.autoconfigure.registry.HealthContributorRegistryAutoConfiguration;
import org.springframework.boot.health.contributor.Health;
import org.springframework.boot.health.contributor.HealthIndicator;
import org.springframework.boot.health.registry.HealthContributorRegistry;
import org.springframework.boot.test.context.FilteredClassLoader;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;

/** The presence of the health indicator. */
@AroDatabaseTest
class AroDbHealthAutoConfigurationTest {

    private final ApplicationContextRunner service;

    AroDbHealthAutoConfigurationTest(TestDatabase database) {
        service = new ApplicationContextRunner()
                .withConfiguration(AutoConfigurations.of(
                        HealthContributorAutoConfiguration.class,
                        HealthContributorRegistryAutoConfiguration.class,
                        AroDbHealthAutoConfiguration.class))
                .withBean(AroDatabase.class, database::open);
    }

    @Test
    void registersTheHealthOfTheDatabase() {
        service.run(context -> {
            HealthContributorRegistry registry = context.getBean(HealthContributorRegistry.class);

            assertThat(registry.getContributor("aroDb")).isInstanceOf(AroDbHealthIndicator.class);
        });
    }

    @Test
    void isOutOfServiceOnceItsContextCloses() {
        service.run(context -> {
            AroDbHealthIndicator indicator = context.getBean(AroDbHealthIndicator.class);

            context.getSourceApplicationContext().close();

            assertThat(indicator.health().getStatus().getCode()).isEqualTo("OUT_OF_SERVICE");
        });
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "management.health.aro-db.enabled=false",
                "management.health.defaults.enabled=false",
                "aro.db.enabled=false"
            })
    void isAbsentIfTurnedOff(String property) {
        service.withPropertyValues(property)
                .run(context -> assertThat(context).hasNotFailed().doesNotHaveBean(AroDbHealthIndicator.class));
    }

    @Test
    void isAbsentWithoutADatabase() {
        new ApplicationContextRunner()
                .withConfiguration(AutoConfigurations.of(AroDbHealthAutoConfiguration.class))
                .run(context -> assertThat(context).hasNotFailed().doesNotHaveBean(AroDbHealthIndicator.class));
    }

    @Test
    void isAbsentWithoutTheHealthOfBoot(TestDatabase database) {
        new ApplicationContextRunner()
                .withConfiguration(AutoConfigurations.of(AroDbHealthAutoConfiguration.class))
                .withBean(AroDatabase.class, database::open)
                .withClassLoader(new FilteredClassLoader("org.springframework.boot.health"))
                .run(context -> assertThat(context).hasNotFailed().doesNotHaveBean("aroDbHealthIndicator"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"aroDbHealthIndicator", "aroDbHealthContributor"})
    void yieldsToAnIndicatorOfTheService(String name) {
        HealthIndicator own = () -> Health.up().build();

        service.withBean(name, HealthIndicator.class, () -> own)
                .run(context -> assertThat(
                                context.getBean(HealthContributorRegistry.class).getContributor("aroDb"))
                        .isSameAs(own));
    }

    @ParameterizedTest
    @ValueSource(strings = {"max-parked", "max-dead-letters"})
    void refusesANegativeLimit(String option) {
        service.withPropertyValues("aro.db.health." + option + "=-1")
                .run(context -> assertThat(context)
                        .getFailure()
                        .rootCause()
                        .hasMessageContaining("aro.db.health." + option)
                        .hasMessageContaining("must not be negative"));
    }

    @Test
    void isNoPartOfLivenessAndReadiness() {
        service.withConfiguration(AutoConfigurations.of(
                        AvailabilityHealthContributorAutoConfiguration.class,
                        AvailabilityProbesAutoConfiguration.class,
                        HealthEndpointAutoConfiguration.class))
                .withBean(ApplicationAvailabilityBean.class)
                .withPropertyValues("management.endpoint.health.probes.enabled=true")
                .run(context -> {
                    HealthEndpointGroups groups = context.getBean(HealthEndpointGroups.class);

                    assertThat(groups.get("liveness")).isNotNull().matches(group -> !group.isMember("aroDb"));
                    assertThat(groups.get("readiness")).isNotNull().matches(group -> !group.isMember("aroDb"));
                    assertThat(groups.getPrimary().isMember("aroDb")).isTrue();
                });
    }
}
