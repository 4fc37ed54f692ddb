package io.aro.db.repository;

import io.aro.db.internal.statement.Parameter;
import io.aro.db.internal.statement.StatementTemplate;
import java.util.List;
import java.util.UUID;
import org.jooq.Condition;
import org.jooq.SortField;
import org.jooq.Table;
import org.jooq.TableField;
import org.jooq.impl.DSL;

/** The queries of every table. */
final class TableQueries {

    private TableQueries() {}

    /** The properties of a query by id. */
    private record ById(Class<?> records, String table) {}

    /** Returns the query for the row with an id. */
    static StatementTemplate byId(Table<?> table, TableField<?, UUID> key) {
        Parameter<UUID> id = Parameter.of(key);
        return StatementTemplate.of(
                new ById(table.getRecordType(), table.getName()),
                List.of(id),
                dialect -> DSL.selectFrom(table).where(key.eq(id.field())));
    }

    /** Returns the query for the rows matching a condition. */
    static StatementTemplate where(Table<?> table, Condition condition) {
        return StatementTemplate.varying(
                List.of(), dialect -> DSL.selectFrom(table).where(condition));
    }

    /** Returns the query for the first rows matching a condition, up to a limit. */
    static StatementTemplate where(Table<?> table, Condition condition, List<SortField<?>> order) {
        return StatementTemplate.varying(
                List.of(Parameter.LIMIT),
                dialect -> DSL.selectFrom(table).where(condition).orderBy(order).limit(Parameter.limit()));
    }
}
