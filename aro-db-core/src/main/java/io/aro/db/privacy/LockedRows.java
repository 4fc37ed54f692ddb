package io.aro.db.privacy;

import static io.aro.db.schema.Tables.APPOINTMENTS;
import static io.aro.db.schema.Tables.CUSTOMERS;

import io.aro.db.connection.Session;
import io.aro.db.consent.ConsentLock;
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
    private final Map<Table<?>, SubjectRows<?>> first = new HashMap<>();
    private final Subject subject;

    private LockedRows(Session tx, Subject seen) {
        this.tx = tx;
        lock(seen);
        this.subject = known(seen);
        if (!subject.isKnownAs(seen)) {
            // Somebody has renamed the person since; whatever mentions the new words is looked for once more.
            lock(subject);
        }
    }

    /** Locks the rows of the person, who may have been renamed since the person was seen. */
    static LockedRows of(Session tx, Subject seen) {
        return new LockedRows(tx, seen);
    }

    /** Returns the person as the locked rows tell it. */
    Subject subject() {
        return subject;
    }

    /** Returns the rows of one table, locked. */
    SubjectRows<?> of(Entry<?> entry) {
        SubjectRows<?> locked = first.get(entry.table());
        return locked == null ? SubjectRows.lock(tx, entry, subject) : locked;
    }

    private void lock(Subject person) {
        for (Table<?> table : Inventory.LOCKED_FIRST) {
            if (table.equals(APPOINTMENTS)) {
                ConsentLock.take(tx, person.phone());
            }
            first.put(table, SubjectRows.lock(tx, Inventory.of(table), person));
        }
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
