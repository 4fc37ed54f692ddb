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
 * The rows of a person that are locked before anything is erased, so that what is written back derives from the rows as
 * they then are.
 *
 * <p>The order of the locks is that of all writers: requests, consents, appointments by their ids, their customer, and then
 * the rest. Who is about to write to such a row is waited for while nothing is held that it will need.
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
            // Somebody has renamed the person since, so that other rows are meant.
            lock(subject);
        }
    }

    /** Locks all that a key leads to, and what was found; the person may have been renamed since the person was seen. */
    static LockedRows of(Session tx, Subject seen, FoundRows found) {
        return new LockedRows(tx, seen, found, true);
    }

    /** Locks nothing but what was found. */
    static LockedRows ofOthers(Session tx, Subject subject, FoundRows found) {
        return new LockedRows(tx, subject, found, false);
    }

    /** Locks the requests and deliveries that were found: their handlers hold them when they enter the gate of holds. */
    static void lockRequests(Session tx, Subject subject, FoundRows found) {
        PersonalDataInventory.REQUESTS.forEach(
                table -> SubjectRows.lockMentioning(tx, PersonalDataInventory.of(table), subject, found));
    }

    /** Returns the person as the locked rows tell it. */
    Subject subject() {
        return subject;
    }

    /** Returns the rows of one table, locked. */
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
