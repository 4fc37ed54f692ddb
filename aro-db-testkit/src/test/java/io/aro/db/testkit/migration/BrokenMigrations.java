package io.aro.db.testkit.migration;

import io.aro.db.migration.MigrationSet;
import io.aro.db.testkit.BothEngines;
import io.aro.db.testkit.Engine;
import java.util.List;
import java.util.Map;

/** Contracts with a breach, each with a set of its own, run by a test. */
final class BrokenMigrations {

    private BrokenMigrations() {}

    @BothEngines(Engine.SQLITE)
    static final class WithoutSampleRows extends MigrationContract {

        @Override
        protected MigrationSet migrations() {
            return new MigrationSet("db/notebook", "notebook_schema_history");
        }

        @Override
        protected Map<String, String> sampleRows() {
            return Map.of();
        }
    }

    @BothEngines(Engine.SQLITE)
    static final class ThatFail extends MigrationContract {

        @Override
        protected MigrationSet migrations() {
            return new MigrationSet("db/broken", "broken_schema_history");
        }

        @Override
        protected Map<String, String> sampleRows() {
            return Map.of();
        }
    }

    @BothEngines(Engine.SQLITE)
    static final class WithoutAWayBack extends MigrationContract {

        @Override
        protected MigrationSet migrations() {
            return new MigrationSet("db/oneway", "oneway_schema_history");
        }

        @Override
        protected List<MigrationSet> builtOn() {
            return List.of();
        }

        @Override
        protected Map<String, String> sampleRows() {
            return Map.of("signs", "INSERT INTO signs (id) VALUES (1)");
        }
    }

    @BothEngines(Engine.SQLITE)
    static final class ThatLeaveSomethingBehind extends MigrationContract {

        @Override
        protected MigrationSet migrations() {
            return new MigrationSet("db/leftover", "leftover_schema_history");
        }

        @Override
        protected List<MigrationSet> builtOn() {
            return List.of();
        }

        @Override
        protected Map<String, String> sampleRows() {
            return Map.of("kept", "INSERT INTO kept (id) VALUES (1)", "gone", "INSERT INTO gone (id) VALUES (1)");
        }
    }

    @BothEngines(Engine.POSTGRES_18)
    static final class ThatCannotGoOn extends MigrationContract {

        @Override
        protected MigrationSet migrations() {
            return new MigrationSet("db/unrepeatable", "unrepeatable_schema_history");
        }

        @Override
        protected List<MigrationSet> builtOn() {
            return List.of();
        }

        @Override
        protected Map<String, String> sampleRows() {
            return Map.of();
        }
    }

    @BothEngines(Engine.SQLITE)
    static final class ThatAreMissing extends MigrationContract {

        @Override
        protected MigrationSet migrations() {
            return new MigrationSet("db/nowhere", "nowhere_schema_history");
        }

        @Override
        protected Map<String, String> sampleRows() {
            return Map.of();
        }
    }
}
