package io.aro.db.spring.endpoint;

import static org.assertj.core.api.Assertions.assertThat;

import io.aro.db.AroDatabase;
import io.aro.db.spring.retention.AroRetentionJob;
import io.aro.db.testkit.AroDatabaseTest;
import io.aro.db.testkit.TestDatabase;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.boot.actuate.autoconfigure.endpoint.EndpointAutoConfiguration;
import org.springframework.boot.actuate.autoconfigure.endpoint.jackson.JacksonEndpointAutoConfiguration;
import org.springframework.boot.actuate.autoconfigure.endpoint.web.WebEndpointAutoConfiguration;
import org.springframework.boot.actuate.autoconfigure.web.server.ManagementContextAutoConfiguration;
import org.springframework.boot.actuate.endpoint.web.WebEndpointsSupplier;
import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.http.converter.autoconfigure.HttpMessageConvertersAutoConfiguration;
import org.springframework.boot.jackson.autoconfigure.JacksonAutoConfiguration;
import org.springframework.boot.test.context.FilteredClassLoader;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.boot.test.context.runner.WebApplicationContextRunner;
import org.springframework.boot.webmvc.autoconfigure.DispatcherServletAutoConfiguration;
import org.springframework.boot.webmvc.autoconfigure.WebMvcAutoConfiguration;
import org.springframework.http.HttpStatus;
import org.springframework.test.web.servlet.assertj.MockMvcTester;

/** The presence and the exposure of the endpoint. */
@AroDatabaseTest
class AroDbEndpointAutoConfigurationTest {

    private static final String EXPOSED = "management.endpoints.web.exposure.include=arodb";

    private final ApplicationContextRunner service;
    private final WebApplicationContextRunner web;

    AroDbEndpointAutoConfigurationTest(TestDatabase database) {
        service = new ApplicationContextRunner()
                .withConfiguration(AutoConfigurations.of(AroDbEndpointAutoConfiguration.class))
                .withBean(AroDatabase.class, database::open)
                .withPropertyValues(EXPOSED);
        web = new WebApplicationContextRunner()
                .withConfiguration(AutoConfigurations.of(
                        JacksonAutoConfiguration.class,
                        HttpMessageConvertersAutoConfiguration.class,
                        WebMvcAutoConfiguration.class,
                        DispatcherServletAutoConfiguration.class,
                        EndpointAutoConfiguration.class,
                        JacksonEndpointAutoConfiguration.class,
                        WebEndpointAutoConfiguration.class,
                        ManagementContextAutoConfiguration.class,
                        AroDbEndpointAutoConfiguration.class))
                .withBean(AroDatabase.class, database::open)
                .withPropertyValues(EXPOSED);
    }

    @Test
    void answersOverTheWeb() {
        web.run(context -> assertThat(
                        MockMvcTester.from(context).get().uri("/actuator/arodb").exchange())
                .hasStatusOk()
                .bodyJson()
                .extractingPath("$.schema.state")
                .isEqualTo("current"));
    }

    @Test
    void hasNoOperationThatWritesEvenWithUnrestrictedAccess() {
        web.withPropertyValues("management.endpoint.arodb.access=UNRESTRICTED").run(context -> {
            MockMvcTester mvc = MockMvcTester.from(context);

            assertThat(mvc.post().uri("/actuator/arodb")).hasStatus(HttpStatus.METHOD_NOT_ALLOWED);
            assertThat(mvc.delete().uri("/actuator/arodb")).hasStatus(HttpStatus.METHOD_NOT_ALLOWED);
        });
    }

    @Test
    void isExposedByNameOnly() {
        web.withPropertyValues("management.endpoints.web.exposure.include=health")
                .run(context -> {
                    assertThat(context).hasNotFailed().doesNotHaveBean(AroDbEndpoint.class);
                    assertThat(context.getBean(WebEndpointsSupplier.class).getEndpoints())
                            .isEmpty();
                });
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "management.endpoint.arodb.access=NONE",
                "management.endpoints.access.default=NONE",
                "aro.db.enabled=false"
            })
    void isAbsentIfTurnedOff(String property) {
        service.withPropertyValues(property)
                .run(context -> assertThat(context).hasNotFailed().doesNotHaveBean(AroDbEndpoint.class));
    }

    @Test
    void isAbsentWithoutADatabase() {
        new ApplicationContextRunner()
                .withConfiguration(AutoConfigurations.of(AroDbEndpointAutoConfiguration.class))
                .withPropertyValues(EXPOSED)
                .run(context -> assertThat(context).hasNotFailed().doesNotHaveBean(AroDbEndpoint.class));
    }

    @ParameterizedTest
    @ValueSource(strings = {"org.springframework.boot.actuate", "org.springframework.boot.actuate.autoconfigure"})
    void isAbsentWithoutTheActuator(String missing) {
        service.withClassLoader(new FilteredClassLoader(missing))
                .run(context -> assertThat(context).hasNotFailed().doesNotHaveBean("aroDbEndpoint"));
    }

    @Test
    void yieldsToAnEndpointOfTheService(TestDatabase database) {
        AroDbEndpoint own = new AroDbEndpoint(database.open(), null);

        service.withBean(AroDbEndpoint.class, () -> own)
                .run(context -> assertThat(context).getBean(AroDbEndpoint.class).isSameAs(own));
    }

    @Test
    void worksWithoutRetention() {
        service.run(context -> {
            assertThat(context).doesNotHaveBean(AroRetentionJob.class);
            assertThat(context.getBean(AroDbEndpoint.class).state().lastRetention())
                    .isNull();
        });
    }
}
