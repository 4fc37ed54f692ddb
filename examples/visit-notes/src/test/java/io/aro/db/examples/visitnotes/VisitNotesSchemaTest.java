package io.aro.db.examples.visitnotes;

import static io.aro.db.testkit.Engine.POSTGRES_18;
import static io.aro.db.testkit.Engine.SQLITE;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;

import io.aro.db.migration.Migrator;
import io.aro.db.testkit.BothEngines;
import io.aro.db.testkit.TestDatabase;
import io.aro.db.testkit.Unmigrated;
import org.junit.jupiter.api.Test;

@BothEngines({SQLITE, POSTGRES_18})
class VisitNotesSchemaTest {

    @Test
    void bringsAnEmptyDatabaseToBothSchemas(@Unmigrated TestDatabase empty) {
        VisitNotesSchema.migrate(empty.dataSource());

        assertThatCode(Migrator.of(empty.dataSource())::requireCurrent).doesNotThrowAnyException();
        assertThatCode(Migrator.of(empty.dataSource()).with(VisitNotesSchema.MIGRATIONS)::requireCurrent)
                .doesNotThrowAnyException();
    }

    @Test
    void goesBackByItselfAndComesAgain(TestDatabase database) {
        Migrator aro = Migrator.of(database.dataSource());
        Migrator visitNotes = aro.with(VisitNotesSchema.MIGRATIONS);
        VisitNotesSchema.migrate(database.dataSource());

        visitNotes.rollback(0);

        assertThat(visitNotes.status().version()).isZero();
        assertThat(aro.status().isCurrent()).isTrue();
        visitNotes.migrate();
        assertThat(visitNotes.status().isCurrent()).isTrue();
    }
}
