package io.aro.db.privacy.internal;

import static io.aro.db.schema.Tables.APPOINTMENTS;
import static io.aro.db.schema.Tables.CUSTOMERS;

import io.aro.db.consent.internal.ConsentLock;
import io.aro.db.repository.Session;
import io.aro.db.schema.tables.records.CustomersRecord;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Stream;
import org.jooq.Record;
import org.jooq.Table;

/**
 * The rows of a person, locked before the erasure, so that changes start from current values.
 *
 * <p>Locks are taken in the order of all writers: requests, consents, appointments by id, their customer, and then the
 * rest. The common order prevents deadlocks with concurrent writers.
 */
final class LockedRows {

    private final Session tx;
    private final FoundRows found;
    private final boolean isWhole;
    private final Map<Table<?>, SubjectRows<?>> first = new HashMap<>();
    private final Subject subject;

    private LockedRows(Session tx, Subject seen, FoundRows found, boolean isWhole) {
        this.tx = tx;
        this.found = found;
        this.isWhole = isWhole;
        lock(seen);
        this.subject = isWhole ? known(seen) : seen;
        if (!subject.isKnownAs(seen)) {
            // The person was renamed since the search: lock the rows of the new name as well.
            lock(subject);
        }
    }

    /**
     * Locks the person's own rows and the rows found.
     *
     * @param seen the person as read before the locks; the locked rows may differ
     */
    static LockedRows of(Session tx, Subject seen, FoundRows found) {
        return new LockedRows(tx, seen, found, true);
    }

    /** Locks only the rows found. */
    static LockedRows ofOthers(Session tx, Subject subject, FoundRows found) {
        return new LockedRows(tx, subject, found, false);
    }

    /** Locks the found requests and deliveries, before the gate of holds: their handlers lock in the same order. */
    static void lockRequests(Session tx, Subject subject, FoundRows found) {
        PersonalDataInventory.REQUESTS.forEach(
                table -> SubjectRows.lockMentioning(tx, PersonalDataInventory.of(table), subject, found));
    }

    /** Returns the person as read from the locked rows. */
    Subject subject() {
        return subject;
    }

    /** Returns the locked rows of a table; locks them on first use. */
    SubjectRows<?> of(TableRules<?> entry) {
        SubjectRows<?> locked = first.get(entry.table());
        return locked == null ? lock(entry, subject) : locked;
    }

    private void lock(Subject person) {
        for (Table<?> table : PersonalDataInventory.LOCKED_FIRST) {
            if (isWhole && table.equals(APPOINTMENTS)) {
                ConsentLock.take(tx, person.phone());
            }
            first.put(table, lock(PersonalDataInventory.of(table), person));
        }
    }

    private SubjectRows<?> lock(TableRules<?> entry, Subject person) {
        return isWhole
                ? SubjectRows.lock(tx, entry, person, found)
                : SubjectRows.lockMentioning(tx, entry, person, found);
    }

    private Subject known(Subject seen) {
        List<String> externalIds = linked(APPOINTMENTS)
                .map(row -> row.get(APPOINTMENTS.EXTERNAL_ID))
                .filter(Objects::nonNull)
                .toList();
        return linked(CUSTOMERS)
                .map(row -> Subject.of(row.into(CustomersRecord.class), externalIds))
                .findFirst()
                .orElse(seen);
    }

    private Stream<? extends Record> linked(Table<?> table) {
        return Objects.requireNonNull(first.get(table)).linked().stream();
    }
}
