package io.aro.db.migration;

import io.aro.db.testkit.migration.MigrationContract;
import java.util.List;
import java.util.Map;

/** The contract of every service's migrations, applied to the library's own. */
class AroMigrationsTest extends MigrationContract {

    @Override
    protected MigrationSet migrations() {
        return MigrationSet.aro();
    }

    @Override
    protected List<MigrationSet> builtOn() {
        return List.of();
    }

    @Override
    protected Map<String, String> sampleRows() {
        return SampleRows.byTable();
    }
}
