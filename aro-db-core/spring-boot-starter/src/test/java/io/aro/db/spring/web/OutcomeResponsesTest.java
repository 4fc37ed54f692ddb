package io.aro.db.spring.web;

import static org.assertj.core.api.Assertions.assertThat;

import io.aro.db.idempotency.IdempotencyKey;
import io.aro.db.idempotency.KeyState;
import io.aro.db.idempotency.Outcome;
import io.aro.db.idempotency.StoredKey;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.http.ProblemDetail;
import org.springframework.http.ResponseEntity;

/** The answer to each outcome of a request. */
class OutcomeResponsesTest {

    private static final StoredKey STORED = stored();

    @Test
    void answersAnExecutedRequestWithItsResponse() {
        ResponseEntity<Object> response = OutcomeResponses.of(new Outcome.Executed<>("receipt"));

        assertThat(response.getStatusCode()).isEqualTo(HttpStatus.OK);
        assertThat(response.getBody()).isEqualTo("receipt");
        assertThat(response.getHeaders().containsHeader("Idempotent-Replayed")).isFalse();
    }

    @Test
    void marksAReplayedResponse() {
        ResponseEntity<Object> response = OutcomeResponses.of(new Outcome.Replayed<>("receipt"));

        assertThat(response.getStatusCode()).isEqualTo(HttpStatus.OK);
        assertThat(response.getBody()).isEqualTo("receipt");
        assertThat(response.getHeaders().getFirst("Idempotent-Replayed")).isEqualTo("true");
    }

    @Test
    void answersAnExpiredResponseWithoutABody() {
        ResponseEntity<Object> response = OutcomeResponses.of(new Outcome.ResponseExpired<>(STORED));

        assertThat(response.getStatusCode()).isEqualTo(HttpStatus.OK);
        assertThat(response.hasBody()).isFalse();
    }

    @ParameterizedTest
    @CsvSource({"PT0S, 1", "PT0.001S, 1", "PT1S, 1", "PT1.000000001S, 2", "PT29.4S, 30", "PT1M, 60"})
    void roundsTheWaitOfARequestInProgressUp(Duration wait, String seconds) {
        ResponseEntity<Object> response = OutcomeResponses.of(new Outcome.InProgress<>(wait, null));

        assertThat(response.getStatusCode()).isEqualTo(HttpStatus.CONFLICT);
        assertThat(response.getHeaders().getFirst(HttpHeaders.RETRY_AFTER)).isEqualTo(seconds);
    }

    @Test
    void answersARequestInProgressWithTheChosenStatus() {
        OutcomeResponses responses = OutcomeResponses.withInProgress(HttpStatus.SERVICE_UNAVAILABLE);

        ResponseEntity<Object> response = responses.answer(new Outcome.InProgress<>(Duration.ofSeconds(3), null));

        assertThat(response.getStatusCode()).isEqualTo(HttpStatus.SERVICE_UNAVAILABLE);
    }

    @Test
    void namesTheRefusalByTheTypeOfTheProblem() {
        assertThat(refusal(new Outcome.Mismatch<>("2:aa", "2:bb", STORED))).isEqualTo("urn:aro-db:mismatch");
        assertThat(refusal(new Outcome.Parked<>(STORED))).isEqualTo("urn:aro-db:parked");
        assertThat(refusal(new Outcome.Exhausted<>(STORED))).isEqualTo("urn:aro-db:exhausted");
    }

    @Test
    void givesEachRefusalATypeOfItsOwn() {
        List<Outcome.Refused<?>> refusals = List.of(
                new Outcome.Mismatch<>("2:aa", "2:bb", STORED),
                new Outcome.Parked<>(STORED),
                new Outcome.Exhausted<>(STORED));

        Set<String> types = new HashSet<>();
        refusals.forEach(refused -> types.add(refusal(refused)));

        assertThat(types).hasSameSizeAs(refusals);
        assertThat(refusals)
                .extracting(Object::getClass)
                .containsExactlyInAnyOrderElementsOf(Arrays.asList(Outcome.Refused.class.getPermittedSubclasses()));
    }

    private static String refusal(Outcome<?> outcome) {
        ResponseEntity<Object> response = OutcomeResponses.of(outcome);
        assertThat(response.getStatusCode()).isEqualTo(HttpStatus.UNPROCESSABLE_CONTENT);
        return response.getBody() instanceof ProblemDetail problem ? String.valueOf(problem.getType()) : "no problem";
    }

    private static StoredKey stored() {
        Instant time = Instant.parse("2026-03-02T15:04:05Z");
        return new StoredKey(
                IdempotencyKey.of("stripe", "evt_1"),
                KeyState.PARKED,
                null,
                1,
                1,
                null,
                null,
                null,
                null,
                null,
                time,
                time,
                null,
                null,
                null);
    }
}
