package io.aro.db.privacy;

import static org.assertj.core.api.Assertions.assertThat;

import io.aro.db.AroDatabase;
import io.aro.db.backup.Backup;
import io.aro.db.customer.Customer;
import io.aro.db.event.Actor;
import java.nio.file.Path;
import java.time.Period;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A restored backup from before an erasure. On PostgreSQL the server's own programs make backups. */
class ErasedBackupTest {

    private static final Actor DESK = Actor.admin("privacy-desk");

    @Test
    void whatABackupBringsBackIsErasedByAnotherErasure(@TempDir Path folder) {
        Path copy = folder.resolve("copy.db");
        Customer person;
        try (AroDatabase db = AroDatabase.sqlite(folder.resolve("aro.db"))) {
            person = Canary.plant(db);
            new Backup(db.session()).to(copy);
            db.privacy().withConsentRetention(Period.ZERO).erase(person.id(), DESK);
        }

        try (AroDatabase restored = AroDatabase.sqlite(copy)) {
            assertThat(Canary.everything(restored)).contains(Canary.WORDS);
            restored.privacy().withConsentRetention(Period.ZERO).erase(person.id(), DESK);

            assertThat(Canary.everything(restored)).doesNotContain(Canary.WORDS);
        }
    }
}
