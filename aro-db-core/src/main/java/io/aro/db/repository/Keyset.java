package io.aro.db.repository;

import io.aro.db.internal.dialect.Dialect;
import io.aro.db.repository.PageRequest.Listed;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.UUID;
import org.jooq.Condition;
import org.jooq.DSLContext;
import org.jooq.Field;
import org.jooq.Record;
import org.jooq.Table;
import org.jooq.TableField;
import org.jooq.impl.DSL;
import org.jspecify.annotations.Nullable;

/**
 * A keyset query for the rows after a position, served by an index over the sort columns.
 *
 * <p>Rows with a null in the first column come last and need a second statement. No planner serves {@code OR … IS NULL}
 * by an index.
 */
final class Keyset<R extends Record> {

    private final DSLContext dsl;
    private final Dialect dialect;
    private final Table<R> table;
    private final TableField<R, UUID> key;
    private final @Nullable Listed listed;

    Keyset(DSLContext dsl, TableField<R, UUID> key, @Nullable Listed listed) {
        this.dsl = dsl;
        this.dialect = Dialect.of(dsl.configuration());
        this.table = Objects.requireNonNull(key.getTable());
        this.key = key;
        this.listed = listed;
    }

    /**
     * Returns the first rows after a position, up to {@code limit}.
     *
     * @param position one value per sort term; null for the start of the list
     */
    List<R> fetch(Condition condition, List<SortTerm> terms, @Nullable List<@Nullable Object> position, int limit) {
        SortTerm first = terms.getFirst();
        if (!first.nullable()) {
            return select(condition, terms, position, limit);
        }
        if (position != null && position.getFirst() == null) {
            return fetchWithoutValue(condition, terms, position.subList(1, position.size()), limit);
        }
        List<SortTerm> present = new ArrayList<>(terms);
        present.set(0, first.present());
        // The range after a position already excludes nulls.
        Condition among = position == null ? condition.and(first.isPresent(dialect)) : condition;
        List<R> rows = new ArrayList<>(select(among, present, position, limit));
        if (rows.size() < limit) {
            rows.addAll(fetchWithoutValue(condition, terms, null, limit - rows.size()));
        }
        return rows;
    }

    private List<R> fetchWithoutValue(
            Condition condition, List<SortTerm> terms, @Nullable List<@Nullable Object> position, int limit) {
        Condition absent = condition.and(terms.getFirst().isAbsent(dialect));
        return fetch(absent, terms.subList(1, terms.size()), position, limit);
    }

    private List<R> select(
            Condition condition, List<SortTerm> terms, @Nullable List<@Nullable Object> position, int limit) {
        if (listed != null && terms.getFirst().column().equals(key)) {
            return selectInOrderOf(listed, condition, terms.getFirst().on(listed.ids()), position, limit);
        }
        return dsl.selectFrom(table)
                .where(condition)
                .and(isListed())
                .and(isAfter(terms, position))
                .orderBy(terms.stream().map(term -> term.order(dialect)).toList())
                .limit(limit)
                .fetch();
    }

    private Condition isListed() {
        return listed == null
                ? DSL.noCondition()
                : key.in(DSL.select(listed.ids()).from(listed.ids().getTable()).where(listed.which()));
    }

    /**
     * Joins the id list with the table in the order of the list's index.
     *
     * <p>A page then reads one page of the list, not the whole list.
     */
    private List<R> selectInOrderOf(
            Listed ids, Condition condition, SortTerm term, @Nullable List<@Nullable Object> position, int limit) {
        return dsl.select(table.fields())
                .from(ids.ids().getTable())
                .join(table)
                .on(key.eq(ids.ids()))
                .where(ids.which())
                .and(condition)
                .and(isAfter(List.of(term), position))
                .orderBy(term.order(dialect))
                .limit(limit)
                .fetchInto(table);
    }

    private Condition isAfter(List<SortTerm> terms, @Nullable List<@Nullable Object> position) {
        if (position == null) {
            return DSL.noCondition();
        }
        boolean descending = terms.getFirst().descending();
        boolean isPlain = terms.stream().allMatch(term -> !term.nullable() && term.descending() == descending);
        return isPlain ? isAfterPlain(terms, position, descending) : isAfterEach(terms, position);
    }

    /** Returns a row-value comparison. Both planners turn it into an index range. */
    private Condition isAfterPlain(List<SortTerm> terms, List<@Nullable Object> position, boolean descending) {
        List<Field<Object>> fields = new ArrayList<>();
        List<Field<Object>> values = new ArrayList<>();
        for (int i = 0; i < terms.size(); i++) {
            fields.add(terms.get(i).field(dialect));
            values.add(DSL.val(position.get(i), fields.getLast()));
        }
        if (fields.size() == 1) {
            return descending
                    ? fields.getFirst().lt(values.getFirst())
                    : fields.getFirst().gt(values.getFirst());
        }
        Condition after = descending
                ? DSL.row(fields).lt(DSL.row(values))
                : DSL.row(fields).gt(DSL.row(values));
        // SQLite derives an index range from a row comparison over columns, but not over expressions.
        return terms.getFirst().ignoringCase() ? after.and(bound(terms.getFirst(), position.getFirst())) : after;
    }

    /**
     * Returns the expanded comparison: greater in the first column, or equal there and greater in the next, and so on.
     */
    private Condition isAfterEach(List<SortTerm> terms, List<@Nullable Object> position) {
        Condition equal = DSL.noCondition();
        Condition after = DSL.falseCondition();
        for (int i = 0; i < terms.size(); i++) {
            SortTerm term = terms.get(i);
            Field<Object> field = term.field(dialect);
            Object value = position.get(i);
            if (value == null) {
                equal = equal.and(field.isNull());
            } else {
                Condition beyond = term.descending() ? field.lt(value) : field.gt(value);
                after = after.or(equal.and(term.nullable() ? beyond.or(field.isNull()) : beyond));
                equal = equal.and(field.eq(value));
            }
        }
        return after.and(bound(terms.getFirst(), position.getFirst()));
    }

    /** Returns a redundant bound on the first column, from which the planner derives an index range. */
    private Condition bound(SortTerm first, @Nullable Object value) {
        Field<Object> field = first.field(dialect);
        Object present = Objects.requireNonNull(value);
        return first.descending() ? field.le(present) : field.ge(present);
    }
}
