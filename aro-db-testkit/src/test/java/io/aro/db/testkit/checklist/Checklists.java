package io.aro.db.testkit.checklist;

import io.aro.db.connection.AroDatabaseConfig;
import io.aro.db.connection.SqliteConfig;
import io.aro.db.migration.MigrationSet;
import io.aro.db.testkit.BothEngines;
import io.aro.db.testkit.Engine;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Checklists run by a test: all findings, and all excuses. */
final class Checklists {

    private static final String COUNT = "NoteStore.countByText(String)";
    private static final String DESCRIBE = "NoteStore.describe()";

    private Checklists() {}

    @BothEngines(Engine.SQLITE)
    static class OfCarelessNotes extends DatabaseChecklist {

        @Override
        protected MigrationSet migrations() {
            return new MigrationSet("db/careless", "careless_schema_history");
        }

        @Override
        protected List<Class<?>> repositories() {
            return List.of(NoteStore.class);
        }

        @Override
        protected List<QueryCall> calls() {
            return List.of(QueryCall.of(COUNT, db -> new NoteStore(db).countByText("x")));
        }

        @Override
        protected Optional<AroDatabaseConfig> configuration() {
            return Optional.of(SqliteConfig.inMemory().withPlaintextSecrets());
        }
    }

    @BothEngines(Engine.SQLITE)
    static final class WithExcuses extends OfCarelessNotes {

        @Override
        protected Optional<AroDatabaseConfig> configuration() {
            return Optional.of(SqliteConfig.inMemory());
        }

        @Override
        protected Set<String> smallTables() {
            return Set.of("careless_notes");
        }

        @Override
        protected Map<String, String> methodsWithoutIndex() {
            return Map.of(DESCRIBE, "it sends nothing");
        }

        @Override
        protected Map<String, String> foreignKeysWithoutIndex() {
            return Map.of("fk_careless_notes_customer", "no customer is ever deleted");
        }

        @Override
        protected Class<?> testOf(Class<?> repository) {
            return DatabaseChecklistTest.class;
        }
    }

    @BothEngines(Engine.SQLITE)
    static final class WithStaleEntries extends OfCarelessNotes {

        @Override
        protected List<Class<?>> repositories() {
            return List.of(Untested.class);
        }

        @Override
        protected Map<String, String> foreignKeysWithoutIndex() {
            return Map.of("fk_that_is_gone", "it was dropped");
        }
    }
}
