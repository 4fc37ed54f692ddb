package io.aro.db.surroundings;

import io.aro.db.fixture.Rows;
import io.aro.db.testkit.TestDatabase;
import io.aro.db.testkit.schema.SchemaSnapshot;
import io.aro.db.testkit.schema.Table;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;

/** All stored data of a database as text: the rows of every table, and the names of the tables. */
final class Stored {

    private Stored() {}

    static List<String> in(TestDatabase database) throws SQLException {
        List<String> lines = new ArrayList<>();
        for (Table table : SchemaSnapshot.of(database.dataSource()).tables()) {
            for (String row : Rows.query(database, "SELECT * FROM " + table.name())) {
                lines.add(table.name() + " " + row);
            }
        }
        return lines;
    }
}
