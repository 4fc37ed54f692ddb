package io.aro.db.privacy;

import io.aro.db.error.ConfigurationException;
import io.aro.db.error.ConflictException;
import io.aro.db.error.InvalidValueException;
import io.aro.db.error.NotFoundException;
import io.aro.db.error.SchemaMismatchException;
import io.aro.db.event.Actor;
import io.aro.db.hold.internal.KnownColumns;
import io.aro.db.internal.binding.RowJson;
import io.aro.db.internal.dialect.Dialect;
import io.aro.db.internal.session.Connections;
import io.aro.db.internal.value.Values;
import io.aro.db.privacy.internal.Erasure;
import io.aro.db.privacy.internal.Leftovers;
import io.aro.db.privacy.internal.PersonalDataInventory;
import io.aro.db.privacy.internal.Subject;
import io.aro.db.privacy.internal.SubjectRows;
import io.aro.db.privacy.internal.TableRules;
import io.aro.db.repository.Session;
import java.time.Instant;
import java.time.Period;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.jooq.Record;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/**
 * Shows everything that is kept about a customer, and forgets it.
 *
 * <p>Both go by one inventory of all columns. Rows that no key ties to the customer are found by what they mention: the
 * phone number, the e-mail address, a name of several words, and the providers' ids of the appointments, each whatever its
 * case, its form in Unicode and the separators between digits. For that all documents are read, so a call takes time with
 * the size of the database, but keeps no writer waiting for long. Immutable and thread-safe; call it outside of a transaction.
 *
 * <p>Archive files are not changed. Rows that are put back from them are erased again, as far as a key ties them to the
 * customer; keep the files no longer than the law allows.
 */
public final class PrivacyService {

    /** How long consents stay as evidence unless told otherwise. */
    public static final Period EVIDENCE_KEPT = Period.ofYears(4);

    private static final int VERSION = 1;

    private final Connections connections;
    private final Period consentWindow;

    private PrivacyService(Connections connections, Period consentWindow) {
        this.connections = connections;
        this.consentWindow = consentWindow;
    }

    /** Returns the service of a database, which keeps evidence of consent for {@link #EVIDENCE_KEPT}. */
    public static PrivacyService over(Connections connections) {
        return new PrivacyService(connections, EVIDENCE_KEPT);
    }

    /**
     * Returns a copy that keeps the consents of an erased customer as evidence for another time after the last of them;
     * zero keeps none.
     *
     * @throws InvalidValueException if it is negative
     */
    public PrivacyService keepingConsentsFor(Period window) {
        if (Values.required("window", window).isNegative()) {
            throw new InvalidValueException("window", "must not be negative");
        }
        return new PrivacyService(connections, window);
    }

    /**
     * Returns everything that is kept about a customer, as it is at one moment.
     *
     * @throws NotFoundException if there is no such customer
     * @throws SchemaMismatchException if a newer library has migrated the database; export with that one
     */
    public CustomerExport export(UUID customerId) {
        Values.required("customer id", customerId);
        return connections.upkeep().readOnly(session -> {
            KnownColumns.ofThisLibrary().require(session, "export");
            Subject subject = Subject.of(session, customerId);
            Instant now = session.now();
            ObjectNode document = JsonNodeFactory.instance.objectNode();
            document.put("format", "aro-db.customer-export");
            document.put("version", VERSION);
            document.put("exported_at", now.toString());
            document.put("customer_id", customerId.toString());
            ObjectNode tables = document.putObject("tables");
            PersonalDataInventory.ENTRIES.forEach(
                    entry -> tables.set(entry.table().getName(), rows(session, entry, subject)));
            return new CustomerExport(customerId, now, document);
        });
    }

    /**
     * Erases the personal data of a customer, with the event {@code customer.erased}.
     *
     * <p>It reads the whole database for rows that mention the customer, while others write. One short transaction then
     * erases the customer and up to 200 of these rows; others before it take more of them. At last it looks for what
     * was written meanwhile: when it returns, everything is erased that was committed before that transaction. If the
     * process dies in between, rows that were written during the search may still mention the customer.
     *
     * <p>Counters, money, statuses, times and ids stay, so that totals and the audit trail add up; the row of the customer
     * gets a phone number that is nobody's. Consents stay as long as they are evidence, after what is still agreed to was
     * taken back. Once more it erases what has come in since. On SQLite the log is emptied afterwards, and the files are read
     * from beginning to end for what was erased, which takes time with their size.
     *
     * <p>It waits for transactions that are writing to rows of the customer, and what they have written is kept or erased as
     * if they had come before it.
     *
     * <p>A lock that is refused is asked for again, up to 15 times. If the call fails before the customer's own rows are
     * erased, the customer counts as not erased, and rows of others may have lost what mentions the customer; repeat it.
     *
     * @throws NotFoundException if there is no such customer
     * @throws ConflictException if a legal hold keeps the data
     * @throws SchemaMismatchException if a newer library has migrated the database; erase with that one
     */
    public ErasureReport erase(UUID customerId, Actor actor) {
        Values.required("customer id", customerId);
        Values.required("actor", actor);
        connections.requireOutsideHost("erase", "call it outside of that");
        Connections patient = connections.upkeep();
        Erasure erasure = new Erasure(patient, customerId, actor, consentWindow);
        ErasureReport report = erasure.run();
        boolean emptied = emptyLog(patient.session());
        Optional<Set<String>> left = patient.files()
                .flatMap(files ->
                        new Leftovers(patient.session(), files, erasure.subject()).columnsOf(erasure.former()));
        return report.scrubbed(emptied && left.filter(Set::isEmpty).isPresent(), left.orElse(Set.of()));
    }

    /**
     * Writes the files of a SQLite database anew, without anything that was deleted, and returns whether the log could be
     * emptied; if not, somebody still reads an older state.
     *
     * <p>It needs as much free space as the database has, and other writers wait meanwhile.
     *
     * @throws ConfigurationException if the database is one of PostgreSQL, which does so by itself
     */
    public boolean scrub() {
        connections.requireOutsideHost("scrub", "call it outside of that");
        Session session = connections.upkeep().session();
        session.<Boolean>write(dsl -> {
            Dialect.of(dsl.configuration()).rewrite(dsl);
            return true;
        });
        return emptyLog(session);
    }

    private static boolean emptyLog(Session session) {
        return session.write(dsl -> Dialect.of(dsl.configuration()).emptyLog(dsl));
    }

    private static <R extends Record> ArrayNode rows(Session session, TableRules<R> entry, Subject subject) {
        ArrayNode rows = JsonNodeFactory.instance.arrayNode();
        SubjectRows.read(session, entry, subject).all().forEach(row -> rows.add(RowJson.of(row)));
        return rows;
    }
}
