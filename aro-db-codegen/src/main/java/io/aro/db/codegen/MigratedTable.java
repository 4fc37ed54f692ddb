package io.aro.db.codegen;

import java.sql.SQLException;
import java.util.List;
import org.jooq.meta.ColumnDefinition;
import org.jooq.meta.TableDefinition;
import org.jooq.meta.sqlite.SQLiteTableDefinition;

/** A table with the time binding on its time columns. */
final class MigratedTable extends SQLiteTableDefinition {

    private MigratedTable(TableDefinition table) {
        super(
                table.getSchema(),
                table.getName(),
                table.getComment(),
                table.getTableOptions().type(),
                table.getSource());
    }

    static TableDefinition of(TableDefinition table) {
        return new MigratedTable(table);
    }

    /** Returns a mutable list, sorted by jOOQ afterwards. */
    @Override
    public List<ColumnDefinition> getElements0() throws SQLException {
        List<ColumnDefinition> columns = super.getElements0();
        columns.replaceAll(TimeColumn::of);
        return columns;
    }
}
