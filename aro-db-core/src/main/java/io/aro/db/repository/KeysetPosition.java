package io.aro.db.repository;

import io.aro.db.internal.dialect.Dialect;
import io.aro.db.internal.statement.Parameter;
import java.util.ArrayList;
import java.util.List;
import org.jooq.Condition;
import org.jooq.Field;
import org.jooq.impl.DSL;
import org.jspecify.annotations.Nullable;

/**
 * The condition for the rows after a position, with its values as parameters.
 *
 * @param position one value per sort term; null for the start of the list
 */
record KeysetPosition(
        Dialect dialect, List<SortTerm> terms, @Nullable List<@Nullable Object> position) {

    /** Returns the same position for an equal first column of another table. */
    KeysetPosition on(SortTerm first) {
        return new KeysetPosition(dialect, List.of(first), position);
    }

    /** Returns the parameters of the condition: one per value of the position. */
    List<Parameter<Object>> parameters() {
        List<Parameter<Object>> parameters = new ArrayList<>();
        for (int i = 0; position != null && i < position.size(); i++) {
            parameters.add(Parameter.of("page_after" + i, terms.get(i).field(dialect)));
        }
        return parameters;
    }

    /** Returns whether each value of the position is null. The condition has another shape for a null. */
    List<Boolean> nulls() {
        List<Boolean> nulls = new ArrayList<>();
        if (position != null) {
            position.forEach(value -> nulls.add(value == null));
        }
        return nulls;
    }

    Condition condition() {
        if (position == null) {
            return DSL.noCondition();
        }
        boolean descending = terms.getFirst().descending();
        boolean isPlain = terms.stream().allMatch(term -> !term.nullable() && term.descending() == descending);
        return isPlain ? isAfterPlain(descending) : isAfterEach(position);
    }

    /** Returns a row-value comparison. Both planners turn it into an index range. */
    private Condition isAfterPlain(boolean descending) {
        List<Field<Object>> fields =
                terms.stream().map(term -> term.field(dialect)).toList();
        List<Field<Object>> values = new ArrayList<>();
        parameters().forEach(parameter -> values.add(parameter.field()));
        if (fields.size() == 1) {
            return descending
                    ? fields.getFirst().lt(values.getFirst())
                    : fields.getFirst().gt(values.getFirst());
        }
        Condition after = descending
                ? DSL.row(fields).lt(DSL.row(values))
                : DSL.row(fields).gt(DSL.row(values));
        // SQLite derives an index range from a row comparison over columns, but not over expressions.
        return terms.getFirst().ignoringCase() ? after.and(bound()) : after;
    }

    /**
     * Returns the expanded comparison: greater in the first column, or equal there and greater in the next, and so on.
     */
    private Condition isAfterEach(List<@Nullable Object> values) {
        Condition equal = DSL.noCondition();
        Condition after = DSL.falseCondition();
        for (int i = 0; i < terms.size(); i++) {
            SortTerm term = terms.get(i);
            Field<Object> field = term.field(dialect);
            if (values.get(i) == null) {
                equal = equal.and(field.isNull());
            } else {
                Field<Object> value = parameters().get(i).field();
                Condition beyond = term.descending() ? field.lt(value) : field.gt(value);
                after = after.or(equal.and(term.nullable() ? beyond.or(field.isNull()) : beyond));
                equal = equal.and(field.eq(parameters().get(i).field()));
            }
        }
        return after.and(bound());
    }

    /** Returns a redundant bound on the first column, from which the planner derives an index range. */
    private Condition bound() {
        Field<Object> field = terms.getFirst().field(dialect);
        Field<Object> value = parameters().getFirst().field();
        return terms.getFirst().descending() ? field.le(value) : field.ge(value);
    }
}
