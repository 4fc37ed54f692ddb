package io.aro.db.spring.web;

import static org.assertj.core.api.Assertions.assertThat;

import io.aro.db.error.AroDatabaseException;
import io.aro.db.idempotency.Outcome;
import io.aro.db.refusal.NotFoundException;
import java.time.Duration;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.http.converter.autoconfigure.HttpMessageConvertersAutoConfiguration;
import org.springframework.boot.jackson.autoconfigure.JacksonAutoConfiguration;
import org.springframework.boot.test.context.FilteredClassLoader;
import org.springframework.boot.test.context.assertj.AssertableWebApplicationContext;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.boot.test.context.runner.WebApplicationContextRunner;
import org.springframework.boot.webmvc.autoconfigure.WebMvcAutoConfiguration;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.test.web.servlet.assertj.MockMvcTester;
import org.springframework.test.web.servlet.assertj.MvcTestResult;
import org.springframework.web.bind.annotation.ExceptionHandler;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RestController;
import org.springframework.web.bind.annotation.RestControllerAdvice;
import org.springframework.web.servlet.DispatcherServlet;

/** The answers of a service on Spring MVC. */
class AroDbWebAutoConfigurationTest {

    private static final AutoConfigurations CONFIGURATIONS = AutoConfigurations.of(
            JacksonAutoConfiguration.class,
            HttpMessageConvertersAutoConfiguration.class,
            WebMvcAutoConfiguration.class,
            AroDbWebAutoConfiguration.class);

    private final WebApplicationContextRunner service =
            new WebApplicationContextRunner().withConfiguration(CONFIGURATIONS).withBean(Clinic.class);

    @Test
    void answersOutcomesAndExceptions() {
        service.run(context -> {
            assertThat(request(context, "/missing"))
                    .hasStatus(HttpStatus.NOT_FOUND)
                    .hasContentTypeCompatibleWith(MediaType.APPLICATION_PROBLEM_JSON);
            assertThat(request(context, "/parallel"))
                    .hasStatus(HttpStatus.CONFLICT)
                    .hasHeader("Retry-After", "2");
            assertThat(request(context, "/done"))
                    .hasStatusOk()
                    .bodyJson()
                    .extractingPath("$.number")
                    .isEqualTo(7);
        });
    }

    @Test
    void answersARequestInProgressWithTheChosenStatus() {
        service.withPropertyValues("aro.db.web.in-progress-status=503")
                .run(context -> assertThat(request(context, "/parallel")).hasStatus(HttpStatus.SERVICE_UNAVAILABLE));
    }

    @Test
    void refusesAStatusThatNoSenderRepeats() {
        service.withPropertyValues("aro.db.web.in-progress-status=200")
                .run(context -> assertThat(context)
                        .getFailure()
                        .rootCause()
                        .hasMessageContaining("aro.db.web.in-progress-status")
                        .hasMessageContaining("from 400 to 599"));
    }

    @Test
    void leavesExceptionsToTheServiceIfTurnedOff() {
        service.withPropertyValues("aro.db.web.problem-details=false").run(context -> {
            assertThat(context).doesNotHaveBean(AroDbExceptionAdvice.class);
            assertThat(context).hasSingleBean(OutcomeResponses.class);
        });
    }

    @Test
    void yieldsToAHandlerOfTheService() {
        service.withBean(OwnAdvice.class)
                .run(context -> assertThat(request(context, "/missing")).hasStatus(HttpStatus.GONE));
    }

    @Test
    void yieldsToAnswersOfTheService() {
        OutcomeResponses own = OutcomeResponses.withInProgress(HttpStatus.LOCKED);

        service.withBean("own", OutcomeResponses.class, () -> own).run(context -> {
            assertThat(context).getBean(OutcomeResponses.class).isSameAs(own);
            assertThat(request(context, "/parallel")).hasStatus(HttpStatus.LOCKED);
        });
    }

    @Test
    void isAbsentIfTheLibraryIsTurnedOff() {
        new WebApplicationContextRunner()
                .withConfiguration(CONFIGURATIONS)
                .withPropertyValues("aro.db.enabled=false")
                .run(context -> assertThat(context)
                        .hasNotFailed()
                        .doesNotHaveBean(OutcomeResponses.class)
                        .doesNotHaveBean(AroDbExceptionAdvice.class));
    }

    @Test
    void isAbsentWithoutSpringMvc() {
        new WebApplicationContextRunner()
                .withConfiguration(AutoConfigurations.of(AroDbWebAutoConfiguration.class))
                .withClassLoader(new FilteredClassLoader(DispatcherServlet.class))
                .run(context -> assertThat(context)
                        .hasNotFailed()
                        .doesNotHaveBean(OutcomeResponses.class)
                        .doesNotHaveBean(AroDbExceptionAdvice.class));
    }

    @Test
    void isAbsentWithoutSpringWeb() {
        new ApplicationContextRunner()
                .withConfiguration(AutoConfigurations.of(AroDbWebAutoConfiguration.class))
                .withClassLoader(new FilteredClassLoader("org.springframework.web", "org.springframework.http"))
                .run(context -> assertThat(context).hasNotFailed().doesNotHaveBean("aroDbOutcomeResponses"));
    }

    @Test
    void isAbsentOutsideAWebApplication() {
        new ApplicationContextRunner()
                .withConfiguration(CONFIGURATIONS)
                .run(context -> assertThat(context).hasNotFailed().doesNotHaveBean(AroDbExceptionAdvice.class));
    }

    private static MvcTestResult request(AssertableWebApplicationContext context, String path) {
        return MockMvcTester.from(context).get().uri(path).exchange();
    }

    /** A controller of a service. */
    @RestController
    static final class Clinic {

        private final OutcomeResponses outcomes;

        Clinic(OutcomeResponses outcomes) {
            this.outcomes = outcomes;
        }

        @GetMapping("/missing")
        String missing() {
            return find(false);
        }

        private static String find(boolean present) {
            if (!present) {
                throw new NotFoundException("appointment", new UUID(0, 1));
            }
            return "appointment";
        }

        @GetMapping("/parallel")
        ResponseEntity<Object> parallel() {
            return outcomes.answer(new Outcome.InProgress<>(Duration.ofMillis(1001), null));
        }

        @GetMapping("/done")
        ResponseEntity<Object> done() {
            return OutcomeResponses.of(new Outcome.Executed<>(new Receipt(7)));
        }
    }

    /** A response of the service. */
    record Receipt(int number) {}

    /** A handler of the service for the same exceptions. */
    @RestControllerAdvice
    static final class OwnAdvice {

        @ExceptionHandler
        ResponseEntity<Object> failed(AroDatabaseException e) {
            return ResponseEntity.status(HttpStatus.GONE).build();
        }
    }
}
