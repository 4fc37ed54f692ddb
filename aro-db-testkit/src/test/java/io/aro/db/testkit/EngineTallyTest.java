package io.aro.db.testkit;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class EngineTallyTest {

    @Test
    void namesEachEngineThatRanWithItsVersionAndItsTests() {
        EngineTally tally = new EngineTally();
        tally.ran(Engine.POSTGRES_18, "PostgreSQL 18.6");
        tally.ran(Engine.SQLITE, "SQLite 3.53.4");
        tally.ran(Engine.SQLITE, "SQLite 3.53.4");
        tally.skipped();

        assertThat(tally).hasToString("aro-db tests: SQLite 3.53.4 ran 2, PostgreSQL 18.6 ran 1, skipped 1");
    }
}
