package io.aro.db.spring.web;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;

import io.aro.db.error.AroDatabaseException;
import io.aro.db.error.ConstraintViolationException;
import io.aro.db.error.ContentionException;
import io.aro.db.error.StatementFailedException;
import io.aro.db.error.UnavailableException;
import io.aro.db.idempotency.IdempotencyKey;
import io.aro.db.idempotency.NotExecutedException;
import io.aro.db.idempotency.Outcome;
import io.aro.db.refusal.InvalidValueException;
import io.aro.db.refusal.NotFoundException;
import io.aro.db.refusal.TransactionFailedException;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.test.web.servlet.assertj.MockMvcTester;
import org.springframework.test.web.servlet.assertj.MvcTestResult;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RestController;

/** The problem document of each exception. */
class AroDbExceptionAdviceTest {

    private static final String HIDDEN = "FATAL: password authentication failed for host db.internal";

    static Stream<Class<? extends AroDatabaseException>> types() {
        return ThrownExceptions.types().stream();
    }

    @ParameterizedTest
    @MethodSource("types")
    void answersEachExceptionWithADocumentedStatus(Class<? extends AroDatabaseException> type) {
        Map<String, List<Integer>> documented = DocumentedStatuses.read();

        MvcTestResult answer = answer(ThrownExceptions.of(type));

        assertThat(documented).containsKey(type.getSimpleName());
        assertThat(documented.get(type.getSimpleName()))
                .contains(answer.getResponse().getStatus());
        assertThat(answer).hasContentTypeCompatibleWith(MediaType.APPLICATION_PROBLEM_JSON);
        assertThat(answer).bodyJson().extractingPath("$.type").asString().matches("urn:aro-db:[a-z-]+");
    }

    @Test
    void knowsManyExceptions() {
        assertThat(ThrownExceptions.types())
                .hasSizeGreaterThan(20)
                .filteredOn(ThrownExceptions::asks)
                .hasSizeGreaterThan(3);
    }

    @Test
    void asksToRepeatARetryableCall() {
        MvcTestResult busy = answer(new ContentionException(new SQLException(HIDDEN)));
        MvcTestResult down = answer(UnavailableException.passing(HIDDEN, new SQLException(HIDDEN)));
        MvcTestResult lost =
                answer(new TransactionFailedException(UnavailableException.passing(HIDDEN, new SQLException(HIDDEN))));

        assertThat(List.of(busy, down, lost))
                .allSatisfy(answer -> assertThat(answer)
                        .hasStatus(HttpStatus.SERVICE_UNAVAILABLE)
                        .hasHeader(HttpHeaders.RETRY_AFTER, "1")
                        .bodyText()
                        .doesNotContain("password", "db.internal"));
    }

    @Test
    void asksForNoRetryThatCannotSucceed() {
        MvcTestResult answer = answer(new UnavailableException(HIDDEN, null));

        assertThat(answer).hasStatus(HttpStatus.SERVICE_UNAVAILABLE).doesNotContainHeader(HttpHeaders.RETRY_AFTER);
    }

    @Test
    void tellsTheSenderWhatItMayCorrect() {
        UUID id = UUID.fromString("0197a0de-0000-7000-8000-000000000001");

        MvcTestResult missing = answer(new NotFoundException("appointment", id));
        MvcTestResult invalid = answer(new InvalidValueException("business name", "must not be blank"));

        assertThat(missing).hasStatus(HttpStatus.NOT_FOUND).bodyText().contains(id.toString(), "urn:aro-db:not-found");
        assertThat(invalid)
                .hasStatus(HttpStatus.UNPROCESSABLE_CONTENT)
                .bodyText()
                .contains("business name must not be blank");
    }

    @Test
    void hidesTheCauseOfAFailure() {
        MvcTestResult answer = answer(new StatementFailedException(HIDDEN, new SQLException(HIDDEN)));

        assertThat(answer)
                .hasStatus(HttpStatus.INTERNAL_SERVER_ERROR)
                .bodyText()
                .doesNotContain("password");
    }

    @Test
    void tellsTakenValuesFromWrongValuesWithoutTheTable() {
        assertThat(violation(ConstraintViolationException.Kind.UNIQUE)).isEqualTo(409);
        assertThat(violation(ConstraintViolationException.Kind.FOREIGN_KEY)).isEqualTo(409);
        assertThat(violation(ConstraintViolationException.Kind.CHECK)).isEqualTo(422);
        assertThat(violation(ConstraintViolationException.Kind.NOT_NULL)).isEqualTo(422);
    }

    private static int violation(ConstraintViolationException.Kind kind) {
        MvcTestResult answer = answer(new ConstraintViolationException(kind, "uq_phone", "customers", "phone", null));
        assertThat(answer).bodyText().doesNotContain("uq_phone", "customers");
        return answer.getResponse().getStatus();
    }

    @Test
    void answersAWebhookWithoutAResponseByItsOutcome() {
        IdempotencyKey key = IdempotencyKey.of("stripe", "evt_1");

        MvcTestResult answer =
                answer(new NotExecutedException(key, new Outcome.InProgress<>(Duration.ofMillis(2100), null)));

        assertThat(answer).hasStatus(HttpStatus.CONFLICT).hasHeader(HttpHeaders.RETRY_AFTER, "3");
    }

    @Test
    void leavesOtherExceptionsAlone() {
        MockMvcTester mvc = mvc(new IllegalStateException("of the service"));

        assertThatCode(() -> assertThat(mvc.get().uri("/")).failure().hasRootCauseMessage("of the service"))
                .doesNotThrowAnyException();
    }

    private static MvcTestResult answer(RuntimeException thrown) {
        return mvc(thrown).get().uri("/").exchange();
    }

    private static MockMvcTester mvc(RuntimeException thrown) {
        OutcomeResponses outcomes = OutcomeResponses.withInProgress(HttpStatus.CONFLICT);
        return MockMvcTester.of(
                List.of(new Failing(thrown)),
                mvc -> mvc.setControllerAdvice(new AroDbExceptionAdvice(outcomes))
                        .build());
    }

    /** A controller that fails each request. */
    @RestController
    static final class Failing {

        private final RuntimeException thrown;

        Failing(RuntimeException thrown) {
            this.thrown = thrown;
        }

        @GetMapping("/")
        String fail() {
            throw thrown;
        }
    }
}
