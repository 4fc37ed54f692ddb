package io.aro.db.error;

import io.aro.db.error.internal.Meaning;
import io.aro.db.error.internal.PostgresStates;
import io.aro.db.error.internal.SqliteCodes;
import io.aro.db.error.internal.VendorFault;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.stream.Collectors;

/** The page of the exceptions: their parents, retries, HTTP status, and codes. */
final class ErrorDocument {

    private static final String HEAD = """
            # Errors

            Every exception of aro-db is an `AroDatabaseException`. Its message holds ids and the remedy, never names, phone numbers or
            secrets. A test compares this page with the code; `-Dtest=ErrorDocumentTest -Ddocs.write=true` writes it.

            ## Exceptions

            The column "retry" tells whether a retry can succeed; for "ask" call `isRetryable()` on the exception. Retry the whole call or
            transaction, with a growing backoff. The HTTP status is a proposal; send `Retry-After` with 503. Catch `ConflictException`
            once: it is the parent of every exception that names it in the second column.

            | exception | parent | retry | HTTP |
            | --- | --- | --- | --- |
            """;

    /** The outcomes have no exception, so their rows are constants; the test checks the cases of the sealed type. */
    private static final String OUTCOMES = """

            `ConstraintViolationException` and `NotExecutedException` mean 409 in some of their cases only, so they have another parent.

            ## Outcomes of an idempotent request

            `execute` and `executeLeased` return an `Outcome`. `handleWebhook` throws a `NotExecutedException` with the outcome if there is
            no response to return. An exception of the handler is thrown as it is. `execute` then stores nothing, and the next delivery
            runs the handler again.

            | outcome | effect | retry | HTTP | causes |
            | --- | --- | --- | --- | --- |
            | `Executed`, `Replayed` | committed | no | 200 | |
            | `ResponseExpired` | committed | no | 200 | the policy keeps the key longer than the response |
            | `InProgress` | none by this delivery | after `retryAfter()` | 409 or 503 | another thread or process executes it; its owner died and the lease still runs; its backoff after a failure runs |
            | `Mismatch` | none by this delivery | no | 422 | the body differs; the key is too coarse; the source's identity changed without `withFormerIdentity` |
            | `Parked` | unknown | no | 422 | leased work failed at a point where its effect cannot be known: `reconcile` decides |
            | `Exhausted` | none, and a dead letter | no | 422 | leased work failed in its last allowed attempt, or its handler gave up |
            """;

    private static final String MEANINGS = """

            ## Failures of drivers, pools and jOOQ

            Each failure has one of these meanings. A SQLSTATE of two characters stands for all states of its class without a row of their own;
            so does a primary result code of SQLite for its extended codes. A code without a row is a `StatementFailedException`.

            | exception | retry | message | SQLSTATEs | result codes of SQLite |
            | --- | --- | --- | --- | --- |
            """;

    private ErrorDocument() {}

    static String of(List<Class<?>> exceptions, Map<String, String> statuses) {
        String first = exceptions.stream()
                .map(type -> String.format(
                        Locale.ROOT,
                        "| `%s` | %s | %s | %s |\n",
                        type.getSimpleName(),
                        parent(type),
                        repeat(type),
                        statuses.get(type.getSimpleName())))
                .collect(Collectors.joining());
        return HEAD + first + OUTCOMES + MEANINGS + meanings();
    }

    /** Returns the parent, without the common root of all exceptions. */
    private static String parent(Class<?> exception) {
        Class<?> parent = exception.getSuperclass();
        return parent == AroDatabaseException.class ? "" : "`" + parent.getSimpleName() + "`";
    }

    private static String repeat(Class<?> exception) {
        boolean asks = Arrays.stream(exception.getDeclaredMethods())
                .anyMatch(method -> method.getName().equals("isRetryable"));
        String retryable = exception == ContentionException.class ? "yes" : "ask";
        return asks ? retryable : "no";
    }

    private static String meanings() {
        Map<Meaning, List<String>> states = codes(PostgresStates.rows());
        Map<Meaning, List<String>> codes = codes(SqliteCodes.rows());
        return Arrays.stream(Meaning.values())
                .map(meaning -> row(
                        meaning.of(new VendorFault("…", null, new IllegalStateException())),
                        states.getOrDefault(meaning, List.of()),
                        codes.getOrDefault(meaning, List.of())))
                .collect(Collectors.joining());
    }

    private static String row(AroDatabaseException exception, List<String> states, List<String> codes) {
        return String.format(
                Locale.ROOT,
                "| `%s` | %s | %s | %s | %s |\n",
                exception.getClass().getSimpleName(),
                exception.isRetryable() ? "yes" : "no",
                said(exception),
                String.join(", ", states),
                String.join(", ", codes));
    }

    /** Returns the message without the folder of this machine in the sentence about the native library. */
    private static String said(AroDatabaseException exception) {
        String message = Objects.requireNonNull(exception.getMessage());
        return message.replaceFirst("into /.*?, .*?, or", "into a folder for temporary files; mend it, or");
    }

    private static Map<Meaning, List<String>> codes(Map<String, Meaning> rows) {
        return new TreeMap<>(rows)
                .entrySet().stream()
                        .collect(Collectors.groupingBy(
                                Map.Entry::getValue, Collectors.mapping(Map.Entry::getKey, Collectors.toList())));
    }
}
