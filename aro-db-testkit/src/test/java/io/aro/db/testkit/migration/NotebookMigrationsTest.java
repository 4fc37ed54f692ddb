package io.aro.db.testkit.migration;

import io.aro.db.migration.MigrationSet;
import java.util.LinkedHashMap;
import java.util.Map;

/** Shows that migrations on top of aro-db's fulfil the contract. */
class NotebookMigrationsTest extends MigrationContract {

    @Override
    protected MigrationSet migrations() {
        return new MigrationSet("db/notebook", "notebook_schema_history");
    }

    @Override
    protected Map<String, String> sampleRows() {
        Map<String, String> rows = new LinkedHashMap<>();
        rows.put(
                "customers",
                "INSERT INTO customers (id, phone) VALUES ('00000000-0000-4000-8000-000000000001', '+15550100')");
        rows.put("notebook_pages", """
                INSERT INTO notebook_pages (id, customer_id, text)
                VALUES ('00000000-0000-4000-8000-000000000002', '00000000-0000-4000-8000-000000000001', 'text')""");
        return rows;
    }
}
