package io.aro.db.repository;

import io.aro.db.internal.dialect.Dialect;
import io.aro.db.internal.statement.Parameter;
import io.aro.db.internal.statement.StatementTemplate;
import io.aro.db.repository.PageRequest.Listed;
import io.aro.db.row.Row;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.UUID;
import java.util.function.Consumer;
import org.jooq.Condition;
import org.jooq.DSLContext;
import org.jooq.Record;
import org.jooq.Select;
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
    private final PageRequest request;
    private final @Nullable Listed listed;

    Keyset(DSLContext dsl, TableField<R, UUID> key, PageRequest request) {
        this.dsl = dsl;
        this.dialect = Dialect.of(dsl.configuration());
        this.table = Objects.requireNonNull(key.getTable());
        this.key = key;
        this.request = request;
        this.listed = request.listed();
    }

    /**
     * The properties of a statement without conditions of the caller.
     *
     * @param nulls whether each value of the position is null; empty for the start of the list
     */
    private record Shape(Class<?> records, String table, List<SortTerm> terms, boolean present, List<Boolean> nulls) {}

    /**
     * Passes the first rows after a position to the consumer, up to {@code limit}, and returns their number.
     *
     * @param position one value per sort term; null for the start of the list
     */
    int fetch(List<SortTerm> terms, @Nullable List<@Nullable Object> position, int limit, Consumer<Row> rows) {
        return fetch(request.condition(), request.isUnconditional(), terms, position, limit, rows);
    }

    private int fetch(
            Condition condition,
            boolean fixed,
            List<SortTerm> terms,
            @Nullable List<@Nullable Object> position,
            int limit,
            Consumer<Row> rows) {
        SortTerm first = terms.getFirst();
        if (!first.nullable()) {
            return select(condition, fixed, terms, position, limit, rows);
        }
        if (position != null && position.getFirst() == null) {
            return fetchWithoutValue(condition, terms, position.subList(1, position.size()), limit, rows);
        }
        List<SortTerm> present = new ArrayList<>(terms);
        present.set(0, first.present());
        // The range after a position already excludes nulls.
        Condition among = position == null ? condition.and(first.isPresent(dialect)) : condition;
        int found = select(among, false, present, position, limit, rows);
        return found < limit ? found + fetchWithoutValue(condition, terms, null, limit - found, rows) : found;
    }

    private int fetchWithoutValue(
            Condition condition,
            List<SortTerm> terms,
            @Nullable List<@Nullable Object> position,
            int limit,
            Consumer<Row> rows) {
        Condition absent = condition.and(terms.getFirst().isAbsent(dialect));
        return fetch(absent, false, terms.subList(1, terms.size()), position, limit, rows);
    }

    private int select(
            Condition condition,
            boolean fixed,
            List<SortTerm> terms,
            @Nullable List<@Nullable Object> position,
            int limit,
            Consumer<Row> rows) {
        int[] found = {0};
        statement(condition, fixed, terms, position)
                .with(values(position, limit))
                .each(row -> {
                    found[0]++;
                    rows.accept(row);
                })
                .accept(dsl);
        return found[0];
    }

    private StatementTemplate statement(
            Condition condition, boolean fixed, List<SortTerm> terms, @Nullable List<@Nullable Object> position) {
        KeysetPosition after = new KeysetPosition(dialect, terms, position);
        List<Parameter<?>> parameters = new ArrayList<>(after.parameters());
        parameters.add(Parameter.LIMIT);
        if (fixed) {
            Shape shape = new Shape(table.getRecordType(), table.getName(), terms, position != null, after.nulls());
            return StatementTemplate.of(shape, parameters, any -> select(condition, terms, after));
        }
        return StatementTemplate.varying(parameters, any -> select(condition, terms, after));
    }

    private static @Nullable Object[] values(@Nullable List<@Nullable Object> position, int limit) {
        List<@Nullable Object> values = new ArrayList<>(position == null ? List.of() : position);
        values.add(limit);
        return values.toArray();
    }

    private Select<?> select(Condition condition, List<SortTerm> terms, KeysetPosition after) {
        if (listed != null && terms.getFirst().column().equals(key)) {
            return selectInOrderOf(listed, condition, terms.getFirst(), after);
        }
        return DSL.selectFrom(table)
                .where(condition)
                .and(isListed())
                .and(after.condition())
                .orderBy(terms.stream().map(term -> term.order(dialect)).toList())
                .limit(Parameter.limit());
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
    private Select<?> selectInOrderOf(Listed ids, Condition condition, SortTerm id, KeysetPosition after) {
        SortTerm term = id.on(ids.ids());
        return DSL.select(table.fields())
                .from(ids.ids().getTable())
                .join(table)
                .on(key.eq(ids.ids()))
                .where(ids.which())
                .and(condition)
                .and(after.on(term).condition())
                .orderBy(term.order(dialect))
                .limit(Parameter.limit());
    }
}
