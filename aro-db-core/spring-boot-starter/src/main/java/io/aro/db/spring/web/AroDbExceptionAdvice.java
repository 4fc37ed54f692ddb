package io.aro.db.spring.web;

import io.aro.db.error.AroDatabaseException;
import io.aro.db.idempotency.NotExecutedException;
import java.time.Duration;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.core.Ordered;
import org.springframework.core.annotation.Order;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.http.ProblemDetail;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.ExceptionHandler;
import org.springframework.web.bind.annotation.RestControllerAdvice;

/**
 * The answers to exceptions of the library, as problem documents.
 *
 * <p>Comes last, so any handler of the service that takes the exception replaces it.
 */
@RestControllerAdvice
@Order(Ordered.LOWEST_PRECEDENCE)
final class AroDbExceptionAdvice {

    private static final Logger LOG = LoggerFactory.getLogger(AroDbExceptionAdvice.class);

    /** Short, because a retryable failure is transient; the sender adds its own backoff. */
    private static final Duration WAIT = Duration.ofSeconds(1);

    private final OutcomeResponses outcomes;

    AroDbExceptionAdvice(OutcomeResponses outcomes) {
        this.outcomes = outcomes;
    }

    /** Returns the outcome's answer, because only the outcome tells the status. */
    @ExceptionHandler
    ResponseEntity<Object> notExecuted(NotExecutedException e) {
        return outcomes.answer(e.outcome());
    }

    @ExceptionHandler
    ResponseEntity<ProblemDetail> failed(AroDatabaseException e) {
        HttpStatus status = ExceptionStatus.of(e);
        log(status, e);
        ResponseEntity.BodyBuilder response = ResponseEntity.status(status);
        if (e.isRetryable()) {
            response.header(HttpHeaders.RETRY_AFTER, Problems.seconds(WAIT));
        }
        return response.body(Problems.of(status, ExceptionStatus.name(e), ExceptionStatus.detail(status, e)));
    }

    /** Logs failures of the service itself; the answer hides their causes. */
    private static void log(HttpStatus status, AroDatabaseException e) {
        if (status == HttpStatus.SERVICE_UNAVAILABLE) {
            LOG.warn("Answered 503: {}", e.getMessage());
        } else if (status.is5xxServerError()) {
            LOG.error("Answered {}: {}", status.value(), e.getMessage(), e);
        }
    }
}
