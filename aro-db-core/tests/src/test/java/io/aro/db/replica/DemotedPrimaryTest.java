package io.aro.db.replica;

import static io.aro.db.schema.Tables.EVENTS;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.aro.db.AroDatabase;
import io.aro.db.connection.PostgresConfig;
import io.aro.db.error.UnavailableException;
import io.aro.db.fixture.Given;
import io.aro.db.fixture.Webhook;
import io.aro.db.testkit.BothEngines;
import io.aro.db.testkit.Engine;
import io.aro.db.testkit.TestDatabase;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.Timeout;

/** Connections to a server that refuses writes since it is no primary any more. */
@BothEngines({Engine.POSTGRES_15, Engine.POSTGRES_18})
@Timeout(120)
class DemotedPrimaryTest {

    private final TestDatabase database;

    DemotedPrimaryTest(TestDatabase database) {
        this.database = database;
    }

    /** A way to write, each through another part of the session. */
    private record Door(String name, Consumer<AroDatabase> write) {}

    @TestFactory
    Stream<DynamicTest> connectsAnewAfterARefusedWrite() {
        return Stream.of(
                        new Door(
                                "a statement",
                                db -> db.session()
                                        .run(dsl -> dsl.deleteFrom(EVENTS)
                                                .where(EVENTS.ID.isNull())
                                                .execute())),
                        new Door("a repository", db -> Given.customer(db, 1)),
                        new Door("a transaction", db -> db.useTransaction(tx -> Webhook.customer(tx, 2))),
                        new Door("a request", db -> Webhook.deliver(db, 3)))
                .map(door -> DynamicTest.dynamicTest(door.name(), () -> connectsAnewAfter(door)));
    }

    private void connectsAnewAfter(Door door) {
        PostgresConfig config = PostgresConfig.of(database.jdbcUrl(), database.user(), database.password());
        try (AroDatabase db = AroDatabase.open(config.withPoolSize(1))) {
            // The session behaves like one on a standby. A new session is on the primary.
            db.session().run(dsl -> dsl.execute("SET default_transaction_read_only = on"));

            assertThatThrownBy(() -> door.write().accept(db))
                    .isInstanceOf(UnavailableException.class)
                    .hasMessageStartingWith("The server is read-only");

            door.write().accept(db);
            assertThat(isReadOnly(db)).isFalse();
        }
    }

    private static boolean isReadOnly(AroDatabase db) {
        return db.session()
                .<Boolean>readPrimary(dsl -> "on".equals(dsl.fetchValue("SHOW default_transaction_read_only")));
    }
}
