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
 * Export and erasure of all data about a customer; immutable and thread-safe. Call it outside of transactions.
 *
 * <p>Both use a single inventory of all columns. Rows without a key to the customer are found by mentions: the phone
 * number, the email address, a name of several words, and the providers' ids of appointments. The search ignores case,
 * Unicode form and separators between digits. A call reads all documents, so its duration grows with the size of the
 * database. Writers never wait long.
 *
 * <p>Archive files are not changed. Rows restored from the archive are erased again, if a key leads to the customer.
 * Keep archive files no longer than the law allows.
 */
public interface PrivacyService {

    /** The default evidence period of consents. */
    Period EVIDENCE_KEPT = Period.ofYears(4);

    /**
     * Returns a copy with another evidence period for consents of erased customers.
     *
     * @param window the period after the customer's last consent; zero deletes consents with the erasure
     * @throws InvalidValueException if the period is negative
     */
    PrivacyService withConsentRetention(Period window);

    /**
     * Exports all data about a customer from a single snapshot.
     *
     * @throws NotFoundException if the customer does not exist
     * @throws SchemaMismatchException if a newer library has migrated the database; export with the newer library
     */
    CustomerExport export(UUID customerId);

    /**
     * Erases the personal data of a customer and appends the event {@code customer.erased}.
     *
     * <p>The erasure runs in these steps:
     *
     * <ol>
     *   <li>Search the whole database for mentions of the customer, without blocking writers.
     *   <li>Erase mentions in short transactions of up to 200 rows.
     *   <li>Erase the customer's own rows in the last of these transactions, the main transaction.
     *   <li>Search again for mentions committed in the meantime, and erase them.
     *   <li>On SQLite, empty the log and scan the database files for erased texts.
     * </ol>
     *
     * <p>On return, all data committed before the main transaction are erased. If the process dies before step 4 is
     * done, rows written during the search may still mention the customer.
     *
     * <p>Counters, money, statuses, times and ids stay, so totals and the audit trail remain consistent. The customer's
     * row gets a phone number outside of all countries. Open consents are revoked, and consents stay for the evidence
     * period. A repeated erasure also covers data written since.
     *
     * <p>The main transaction waits for concurrent writers of the customer's rows; their changes count as earlier.
     * Contention is retried up to 15 times. If the call fails before the main transaction, the customer does not count
     * as erased, but mentions may already be gone. Repeat the call.
     *
     * @param customerId the customer
     * @param actor the actor of the event and of revoked consents
     * @throws NotFoundException if the customer does not exist
     * @throws RefusedChangeException if the customer is under a legal hold
     * @throws SchemaMismatchException if a newer library has migrated the database; erase with the newer library
     */
    ErasureReport erase(UUID customerId, Actor actor);

    /**
     * Rewrites the files of a SQLite database without deleted data, and empties the log.
     *
     * <p>Needs free space of the database's size. Other writers wait until the end.
     *
     * @return false if the log could not be emptied, because a reader still uses an older snapshot
     * @throws ConfigurationException if the database is PostgreSQL; use {@code VACUUM} there
     */
    boolean scrub();
}
