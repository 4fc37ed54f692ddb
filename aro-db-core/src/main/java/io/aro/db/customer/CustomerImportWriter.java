package io.aro.db.customer;

import static io.aro.db.schema.Tables.CUSTOMERS;

import io.aro.db.customer.UpsertedCustomer.Outcome;
import io.aro.db.error.ConstraintViolationException;
import io.aro.db.internal.session.TransactionSession;
import io.aro.db.refusal.InvalidValueException;
import io.aro.db.repository.Session;
import io.aro.db.schema.tables.records.CustomersRecord;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.Iterator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * The writer of one import, in batches of 200 rows. Memory holds one batch.
 *
 * <p>Neither reusable nor thread-safe.
 */
final class CustomerImportWriter {

    private static final int BATCH_SIZE = 200;

    /** The common lock order, which prevents a deadlock between two imports. */
    private static final Comparator<Candidate> ORDER_OF_LOCKS =
            Comparator.comparing(candidate -> candidate.customer().phone());

    private final Session session;
    private final ExistingCustomer existing;
    private final UnaryOperator<String> phones;
    private final ImportTally tally;
    private final List<Candidate> batch = new ArrayList<>(BATCH_SIZE);

    CustomerImportWriter(
            Session session, ExistingCustomer existing, UnaryOperator<String> phones, ImportListener listener) {
        this.session = session;
        this.existing = existing;
        this.phones = phones;
        this.tally = new ImportTally(listener);
    }

    /** Consumes the rows and returns the totals. Row numbers start at 1. */
    ImportReport run(Stream<CustomerRow> rows) {
        long number = 0;
        for (Iterator<CustomerRow> each = rows.iterator(); each.hasNext(); ) {
            check(++number, each.next());
            if (batch.size() == BATCH_SIZE) {
                writeBatch();
            }
        }
        writeBatch();
        return tally.report();
    }

    /** Adds a valid row to the batch and rejects an invalid row. */
    private void check(long number, @Nullable CustomerRow row) {
        try {
            if (row == null) {
                throw new InvalidValueException("row", "must be present");
            }
            batch.add(new Candidate(number, row.toNewCustomer(phones)));
        } catch (InvalidValueException e) {
            tally.reject(new RejectedRow(number, e.field(), e.rule()));
        }
    }

    private void writeBatch() {
        if (batch.isEmpty()) {
            return;
        }
        for (List<Candidate> round : rounds()) {
            round.sort(ORDER_OF_LOCKS);
            round.stream()
                    .collect(Collectors.partitioningBy(this::changesPreference))
                    .forEach(this::write);
        }
        batch.clear();
        tally.batchWritten();
    }

    /** Groups the batch into rounds with distinct phones. One statement cannot write a customer twice. */
    private List<List<Candidate>> rounds() {
        List<List<Candidate>> rounds = new ArrayList<>();
        Map<String, Integer> seen = new HashMap<>();
        for (Candidate candidate : batch) {
            int round = seen.merge(candidate.customer().phone(), 1, Integer::sum);
            if (round > rounds.size()) {
                rounds.add(new ArrayList<>());
            }
            rounds.get(round - 1).add(candidate);
        }
        return rounds;
    }

    /** Returns whether the row overwrites the preferred channel. Such rows need a statement of their own. */
    private boolean changesPreference(Candidate candidate) {
        return existing == ExistingCustomer.OVERWRITE && candidate.customer().communicationPreference() != null;
    }

    /** Writes rows by one statement. If a constraint rejects the statement, each row is retried alone. */
    private void write(boolean withPreference, List<Candidate> candidates) {
        if (candidates.isEmpty()) {
            return;
        }
        Instant now = session.now();
        List<CustomersRecord> rows = candidates.stream()
                .map(candidate -> candidate.customer().toRow(session.newId(), now))
                .toList();
        try {
            count(rows, upsert(new CustomerUpsertWriter(new CustomerChanges(existing, withPreference)), rows));
        } catch (ConstraintViolationException e) {
            // NewCustomer checks the library's rules; other constraints come from the host application.
            if (candidates.size() == 1) {
                tally.reject(new RejectedRow(candidates.getFirst().number(), "row", ruleOf(e)));
            } else {
                candidates.forEach(candidate -> write(withPreference, List.of(candidate)));
            }
        }
    }

    /**
     * Runs the upsert, within a savepoint if the caller has a transaction.
     *
     * <p>A rejected statement must not abort the caller's transaction.
     */
    private Set<UUID> upsert(CustomerUpsertWriter upsert, List<CustomersRecord> rows) {
        return session instanceof TransactionSession transaction
                ? transaction.savepoint(part -> upsert(part, upsert, rows))
                : upsert(session, upsert, rows);
    }

    private static Set<UUID> upsert(Session session, CustomerUpsertWriter upsert, List<CustomersRecord> rows) {
        return session.<Set<UUID>>write(
                dsl -> upsert.statement(dsl, rows).returningResult(CUSTOMERS.ID).fetchSet(CUSTOMERS.ID));
    }

    private void count(List<CustomersRecord> rows, Set<UUID> written) {
        long inserted =
                rows.stream().filter(row -> written.contains(row.getId())).count();
        tally.add(Outcome.INSERTED, inserted);
        tally.add(Outcome.UPDATED, written.size() - inserted);
        tally.add(Outcome.UNCHANGED, rows.size() - written.size());
    }

    /** Returns the rule for the report. It names the constraint, never a value. */
    private static String ruleOf(ConstraintViolationException refusal) {
        return String.format(
                Locale.ROOT,
                "must be accepted by the rule %s of the table",
                refusal.constraint().orElse("unnamed"));
    }

    /** A valid row with its number. */
    private record Candidate(long number, NewCustomer customer) {}
}
