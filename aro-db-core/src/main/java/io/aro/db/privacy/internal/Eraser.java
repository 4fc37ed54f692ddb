package io.aro.db.privacy.internal;

import io.aro.db.internal.dialect.Dialect;
import io.aro.db.internal.dialect.PrimaryKey;
import io.aro.db.internal.json.Json;
import io.aro.db.internal.session.ErasedNames;
import io.aro.db.repository.Session;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import org.jooq.Field;
import org.jooq.JSONB;
import org.jooq.Query;
import org.jooq.Record;
import org.jooq.TableField;
import org.jooq.impl.DSL;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/** Erasure of a person from all tables except consents, by the inventory, in the caller's transaction. */
final class Eraser {

    private final Session tx;
    private final LockedRows locked;
    private final Subject subject;
    private final Map<String, Integer> changed = new TreeMap<>();
    private final FormerTexts former = new FormerTexts();
    private final FormerTexts evidence = new FormerTexts();

    /** Creates the erasure of locked rows. */
    Eraser(Session tx, LockedRows locked) {
        this.tx = tx;
        this.locked = locked;
        this.subject = locked.subject();
    }

    /** Returns the person as read from the locked rows. */
    Subject subject() {
        return subject;
    }

    /** Erases the rows and returns the number of changed rows by table. */
    Map<String, Integer> erase() {
        PersonalDataInventory.ENTRIES.forEach(entry -> erase(locked.of(entry)));
        return changed;
    }

    /** Returns the number of changed rows by table. */
    Map<String, Integer> changed() {
        return changed;
    }

    /**
     * Returns the erased texts, to be searched for in the database files.
     *
     * @param withEvidence whether consents stay as evidence; their texts and the phone number are excluded then
     * @param ofOthers the texts erased from other people's rows, to be included
     */
    FormerTexts former(boolean withEvidence, FormerTexts ofOthers) {
        ofOthers.columns().forEach(former::add);
        if (withEvidence) {
            evidence.columns().keySet().forEach(former::keep);
            former.keep(subject.phone().substring(1));
        } else {
            evidence.columns().forEach(former::add);
        }
        return former;
    }

    private <R extends Record> void erase(SubjectRows<R> rows) {
        TableRules<R> entry = rows.entry();
        List<TableField<R, ?>> kept = entry.columns(ErasureRule.EVIDENCE);
        rows.linked().forEach(row -> kept.forEach(column -> evidence.take(column, row.get(column), null)));
        List<Query> statements = new ArrayList<>();
        int rowsChanged = 0;
        for (R row : rows.mentioning()) {
            rowsChanged += add(statements, entry, row, false) ? 1 : 0;
        }
        for (R row : rows.linked()) {
            rowsChanged += add(statements, entry, row, true) ? 1 : 0;
        }
        if (rowsChanged > 0) {
            tx.run(dsl -> {
                Dialect.of(dsl.configuration()).executeAll(dsl, statements);
            });
            changed.put(entry.table().getName(), rowsChanged);
        }
    }

    /** Adds the statements for a row; returns false if the row needs none. */
    private <R extends Record> boolean add(List<Query> statements, TableRules<R> entry, R row, boolean linked) {
        if (isDeleted(entry, linked)) {
            statements.add(DSL.deleteFrom(entry.table()).where(PrimaryKey.is(entry.table(), row)));
            entry.columns().forEach(column -> former.take(column, row.get(column), null));
            return true;
        }
        Record treated = row.into(entry.table());
        entry.columns().forEach(column -> treat(entry, treated, column, linked));
        List<TableField<R, ?>> different = entry.columns().stream()
                .filter(column -> !Objects.equals(row.get(column), treated.get(column)))
                .toList();
        if (different.isEmpty()) {
            return false;
        }
        if (PrimaryKey.of(entry.table()).stream().anyMatch(different::contains)) {
            // An earlier erasure may have left a row under the same hash; the newer row replaces it.
            statements.add(DSL.deleteFrom(entry.table()).where(PrimaryKey.is(entry.table(), treated)));
        }
        Map<Field<?>, @Nullable Object> values = new TreeMap<>(Comparator.comparing(Field::getName));
        different.forEach(column -> {
            values.put(column, treated.get(column));
            if (entry.treatmentOf(column) != ErasureRule.EMPTIED) {
                former.take(column, row.get(column), treated.get(column));
            }
        });
        statements.add(DSL.update(entry.table()).set(values).where(PrimaryKey.is(entry.table(), row)));
        return true;
    }

    private static <R extends Record> boolean isDeleted(TableRules<R> entry, boolean linked) {
        return linked && !entry.columns(ErasureRule.DELETED).isEmpty();
    }

    private <R extends Record, T> void treat(TableRules<R> entry, Record row, TableField<R, T> column, boolean linked) {
        T value = row.get(column);
        if (value != null) {
            ErasureRule treatment = entry.treatmentOf(column);
            @Nullable
            Object treated =
                    treatment == ErasureRule.HASHED ? hashed(entry, row, value) : treated(treatment, value, linked);
            row.set(column, column.getType().cast(treated));
        }
    }

    private Object hashed(TableRules<?> entry, Record row, Object value) {
        return subject.isMentionedIn(value.toString())
                ? tx.read(dsl -> ErasedNames.of(dsl, entry.table(), keyOf(entry, row)))
                : value;
    }

    private static String[] keyOf(TableRules<?> entry, Record row) {
        return PrimaryKey.of(entry.table()).stream()
                .map(column -> String.valueOf(row.get(column)))
                .toArray(String[]::new);
    }

    /** Returns the erased form of a value; other people's rows lose only mentions of the person. */
    private @Nullable Object treated(ErasureRule treatment, Object value, boolean linked) {
        return switch (treatment) {
            case KEPT, EVIDENCE, DELETED, HASHED -> value;
            case CLEARED -> linked ? cleared(value) : value;
            case EMPTIED -> linked ? "" : value;
            case REPLACED -> linked ? unassignedPhone() : value;
            case BLANKED -> linked ? Redaction.ERASED : value;
            case REDACTED -> document(value, linked);
            case MASKED -> value instanceof JSONB ? document(value, false) : Redaction.mask(value.toString(), subject);
        };
    }

    private static @Nullable Object cleared(Object value) {
        return value instanceof List ? List.of() : null;
    }

    /**
     * Returns a unique phone number outside of all countries: code 999, which is unassigned, and digits of a new id.
     */
    private String unassignedPhone() {
        long digits = Math.floorMod(tx.newId().getLeastSignificantBits(), 1_000_000_000_000L);
        return String.format(Locale.ROOT, "+999%012d", digits);
    }

    private JSONB document(Object value, boolean linked) {
        JsonNode before = Json.read(((JSONB) value).data(), JsonNode.class);
        JsonNode after = linked ? Redaction.redact(before, subject) : Redaction.mask(before, subject);
        return after.equals(before) ? (JSONB) value : JSONB.jsonb(Json.write(after));
    }
}
