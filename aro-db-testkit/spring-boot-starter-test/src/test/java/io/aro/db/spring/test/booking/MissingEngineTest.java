package io.aro.db.spring.test.booking;

import static org.assertj.core.api.Assertions.fail;
import static org.junit.platform.engine.discovery.DiscoverySelectors.selectClass;
import static org.junit.platform.testkit.engine.EventConditions.container;
import static org.junit.platform.testkit.engine.EventConditions.event;
import static org.junit.platform.testkit.engine.EventConditions.skippedWithReason;

import io.aro.db.spring.test.AroTestDatabase;
import io.aro.db.testkit.Engine;
import org.junit.jupiter.api.Test;
import org.junit.platform.testkit.engine.EngineTestKit;
import org.springframework.boot.test.context.SpringBootTest;

class MissingEngineTest {

    @Test
    void skipsTheTestsWithAReasonBeforeTheContextStarts() {
        EngineTestKit.engine("junit-jupiter")
                .selectors(selectClass(OnPostgres.class))
                .configurationParameter("aro.test.engines", "sqlite")
                .configurationParameter("aro.test.quiet", "true")
                .execute()
                .containerEvents()
                .assertThatEvents()
                .haveExactly(
                        1,
                        event(
                                container(OnPostgres.class),
                                skippedWithReason(
                                        "PostgreSQL 15 is left out by aro.test.engines=sqlite; add postgres-15"
                                                + " to the setting to test on that engine too.")));
    }

    @SpringBootTest
    @AroTestDatabase(engine = Engine.POSTGRES_15)
    static final class OnPostgres {

        @Test
        void runs() {
            fail("not reached");
        }
    }
}
