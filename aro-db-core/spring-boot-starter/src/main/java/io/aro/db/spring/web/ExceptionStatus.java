package io.aro.db.spring.web;

import io.aro.db.error.AroDatabaseException;
import io.aro.db.error.ConstraintViolationException;
import io.aro.db.error.UnavailableException;
import io.aro.db.idempotency.NotExecutedException;
import io.aro.db.refusal.ConflictException;
import io.aro.db.refusal.InvalidValueException;
import io.aro.db.refusal.NotFoundException;
import java.util.Locale;
import java.util.Objects;
import org.springframework.http.HttpStatus;

/** The HTTP status, name and detail of an exception, as listed in {@code docs/errors.md}. */
final class ExceptionStatus {

    private ExceptionStatus() {}

    /** Returns the status. */
    static HttpStatus of(AroDatabaseException e) {
        if (e.isRetryable()) {
            return HttpStatus.SERVICE_UNAVAILABLE;
        }
        return switch (e) {
            case UnavailableException down -> HttpStatus.SERVICE_UNAVAILABLE;
            case NotFoundException missing -> HttpStatus.NOT_FOUND;
            case ConflictException conflict -> HttpStatus.CONFLICT;
            case InvalidValueException invalid -> HttpStatus.UNPROCESSABLE_CONTENT;
            case NotExecutedException refused -> HttpStatus.UNPROCESSABLE_CONTENT;
            case ConstraintViolationException violation -> of(violation.kind());
            default -> HttpStatus.INTERNAL_SERVER_ERROR;
        };
    }

    private static HttpStatus of(ConstraintViolationException.Kind kind) {
        return switch (kind) {
            case UNIQUE, FOREIGN_KEY -> HttpStatus.CONFLICT;
            case CHECK, NOT_NULL -> HttpStatus.UNPROCESSABLE_CONTENT;
        };
    }

    /** Returns the name for the type of the document: {@code stale-version} for {@code StaleVersionException}. */
    static String name(AroDatabaseException e) {
        String type = e.getClass().getSimpleName().replaceFirst("Exception$", "");
        return type.replaceAll("(?<=[a-z0-9])(?=[A-Z])", "-").toLowerCase(Locale.ROOT);
    }

    /**
     * Returns the text for the sender.
     *
     * <p>The message of a failure names hosts, files and settings, and the message of a violated constraint names a
     * table. Neither leaves the service.
     */
    static String detail(HttpStatus status, AroDatabaseException e) {
        if (e instanceof ConstraintViolationException violation) {
            return switch (violation.kind()) {
                case UNIQUE -> "The value is taken.";
                case FOREIGN_KEY -> "A row is missing, or still has dependants.";
                case CHECK -> "A value is outside its limits or format.";
                case NOT_NULL -> "A value is missing.";
            };
        }
        return switch (status) {
            case SERVICE_UNAVAILABLE -> "The database is busy or unreachable.";
            case INTERNAL_SERVER_ERROR -> "The request failed; the log of the service has the cause.";
            default -> Objects.requireNonNullElse(e.getMessage(), "The request is refused.");
        };
    }
}
