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

            Every exception of aro-db is an `AroDatabaseException`. Its message says what to do and holds ids, never names, phone numbers or
            secrets. A test compares this page with the code; `-Dtest=ErrorDocumentTest -Ddocs.write=true` writes it anew.

            ## Exceptions

            "Ask" means that the same exception may pass by itself or not: `isRetryable()` tells. Repeat the whole call or
            transaction, after a rest that grows. The status is a proposal for a service that answers by HTTP; with 503 send `Retry-After`.
            A service catches `ConflictException` once: it is the parent of every exception that names it in the second column.

            | exception | parent | repeat | HTTP |
            | --- | --- | --- | --- |
            """;

    /** The outcomes have no exception, so their rows are constants; the test checks the cases of the sealed type. */
    private static final String OUTCOMES = """

            Two more exceptions may mean 409 and have no such parent, since not all of their cases do: `ConstraintViolationException`
            and `NotExecutedException`.

            ## Outcomes of an idempotent request

            `execute` and `executeLeased` return an `Outcome`. `handleWebhook` throws a `NotExecutedException` with the outcome where there is
            no response to return. An exception of the handler itself is in the table above: nothing is stored, so the next delivery runs the
            handler again and may meet the same refusal.

            | outcome | effect | repeat | HTTP | causes |
            | --- | --- | --- | --- | --- |
            | `Executed`, `Replayed` | committed | no | 200 | |
            | `ResponseExpired` | committed | no | 200 | the policy keeps the key longer than the response |
            | `InProgress` | none by this delivery | after `retryAfter()` | 409 or 503 | another thread or process executes it; its owner died and the lease still runs; its backoff after a failure runs |
            | `Mismatch` | none by this delivery | no | 422 | the body differs; the key is too coarse; the source's identity changed without `withFormerIdentity` |
            | `Parked` | unknown | no | 422 | leased work failed at a point where its effect cannot be known: `reconcile` decides |
            | `Exhausted` | none, and a dead letter | no | 422 | leased work failed as often as the policy allows |
            """;

    private static final String MEANINGS = """

            ## Failures of drivers, pools and jOOQ

            Each failure has one of these meanings. A SQLSTATE of two characters stands for all of its class that have no row of their own, as a
            primary code of SQLite does for its extended ones. Whatever is in no row is a `StatementFailedException` with its code.

            | exception | repeat | says | SQLSTATEs | result codes of SQLite |
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
