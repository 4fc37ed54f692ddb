package io.aro.db.config;

import static io.aro.db.config.Clinic.OWNER;
import static org.assertj.core.api.Assertions.assertThat;

import io.aro.db.fixture.Watched;
import io.aro.db.testkit.BothEngines;
import io.aro.db.testkit.TestClock;
import io.aro.db.testkit.TestDatabase;
import io.aro.db.testkit.jdbc.Statements;
import org.junit.jupiter.api.Test;

/** The number of statements of each call on the configuration. */
@BothEngines
class ConfigStatementsTest {

    private final Watched watched;

    ConfigStatementsTest(TestDatabase database, TestClock clock) {
        this.watched = Watched.over(database, clock);
    }

    @Test
    void takesOneStatementToReadAndTwoToCreate() {
        Statements create = watched.counter().counting(() -> store().create(Clinic.full(), OWNER));
        Statements find = watched.counter().counting(() -> store().find());

        assertThat(create.count()).as("%s", create).isEqualTo(2);
        assertThat(create.commits()).isEqualTo(1);
        assertThat(find.count()).isEqualTo(1);
    }

    @Test
    void takesThreeStatementsToUpdateAndOneToFindNothingToUpdate() {
        store().create(Clinic.full(), OWNER);

        Statements change = watched.counter()
                .counting(() -> store().update(config -> config.withBusinessName("Brighter Smiles"), OWNER));
        Statements replace = watched.counter().counting(() -> store().update(2, Clinic.plain(), OWNER));
        Statements nothing = watched.counter().counting(() -> store().update(config -> config, OWNER));

        assertThat(change.count()).as("%s", change).isEqualTo(3);
        assertThat(replace.count()).as("%s", replace).isEqualTo(3);
        assertThat(nothing.count()).as("%s", nothing).isEqualTo(1);
    }

    private BusinessConfigRepository store() {
        return watched.db().businessConfig();
    }
}
