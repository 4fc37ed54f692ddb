package io.aro.db.privacy;

import io.aro.db.error.ConfigurationException;
import io.aro.db.error.SchemaMismatchException;
import io.aro.db.event.Actor;
import io.aro.db.refusal.InvalidValueException;
import io.aro.db.refusal.NotFoundException;
import io.aro.db.refusal.RefusedChangeException;
import java.time.Period;
import java.util.UUID;

/**
 * The export and the erasure of everything that is kept about a customer.
 *
 * <p>Both go by one inventory of all columns. Rows that no key ties to the customer are found by what they mention: the
 * phone number, the e-mail address, a name of several words, and the providers' ids of the appointments, each whatever its
 * case, its form in Unicode and the separators between digits. For that all documents are read, so a call takes time with
 * the size of the database, but keeps no writer waiting for long. Immutable and thread-safe; call it outside of a transaction.
 *
 * <p>Archive files are not changed. Rows that are put back from them are erased again, as far as a key ties them to the
 * customer; keep the files no longer than the law allows.
 */
public interface PrivacyService {

    /** The time for which consents stay as evidence, unless another one is set. */
    Period EVIDENCE_KEPT = Period.ofYears(4);

    /**
     * Returns a copy that keeps the consents of an erased customer as evidence for another time after the last of them;
     * zero keeps none.
     *
     * @throws InvalidValueException if it is negative
     */
    PrivacyService withConsentRetention(Period window);

    /**
     * Returns everything that is kept about a customer, as it is at one moment.
     *
     * @throws NotFoundException if there is no such customer
     * @throws SchemaMismatchException if a newer library has migrated the database; export with that one
     */
    CustomerExport export(UUID customerId);

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
     * @throws RefusedChangeException if a legal hold keeps the data
     * @throws SchemaMismatchException if a newer library has migrated the database; erase with that one
     */
    ErasureReport erase(UUID customerId, Actor actor);

    /**
     * Writes the files of a SQLite database anew, without anything that was deleted, and returns whether the log could be
     * emptied; if not, somebody still reads an older state.
     *
     * <p>It needs as much free space as the database has, and other writers wait meanwhile.
     *
     * @throws ConfigurationException if the database is one of PostgreSQL, which does so by itself
     */
    boolean scrub();
}
