package io.aro.db.spring.test;

import static io.aro.db.testkit.builder.Builders.aCustomer;
import static io.aro.db.testkit.builder.Builders.anAppointment;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import io.aro.db.AroDatabase;
import io.aro.db.testkit.BothEngines;
import io.aro.db.testkit.Engine;
import io.aro.db.testkit.TestDatabase;
import java.sql.Connection;
import java.sql.Statement;
import java.time.Duration;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.springframework.jdbc.datasource.SingleConnectionDataSource;

@BothEngines
class ContextDatabaseTest {

    private final TestDatabase database;
    private final ContextDatabase ofTheContext;

    ContextDatabaseTest(TestDatabase database) {
        this.database = database;
        this.ofTheContext = ContextDatabase.of(database);
    }

    @Test
    void restoresRowsUnderAnOpenDatabase(AroDatabase db) {
        UUID before = anAppointment().confirmed().insert(db.session()).id();
        ofTheContext.remember();
        UUID after = anAppointment()
                .completed()
                .of(aCustomer().tagged().consenting())
                .insert(db.session())
                .id();
        db.customers()
                .incrementNoShowCount(
                        db.appointments().findById(before).orElseThrow().customerId());

        ofTheContext.restore();

        assertThat(db.appointments().findById(after)).isEmpty();
        assertThat(db.appointments().findById(before))
                .hasValueSatisfying(appointment -> assertThat(db.customers()
                                .findById(appointment.customerId())
                                .orElseThrow()
                                .noShowCount())
                        .isZero());
        anAppointment().confirmed().insert(db.session());
    }

    @Test
    void restoresTheTimeOfItsStart() {
        database.clock().advance(Duration.ofHours(1));

        ofTheContext.restore();

        assertThat(database.clock().instant())
                .isEqualTo(database.sibling().clock().instant());
    }

    @BothEngines({Engine.POSTGRES_15, Engine.POSTGRES_18})
    void namesTheCureForAUserWithFewRights() throws Exception {
        try (Connection connection = database.dataSource().getConnection();
                Statement statement = connection.createStatement()) {
            statement.execute("SET ROLE pg_read_all_data");

            assertThatIllegalStateException()
                    .isThrownBy(() -> PostgresRows.of(new SingleConnectionDataSource(connection, true)))
                    .withMessageContaining("connect to PostgreSQL as an administrator, or choose")
                    .withMessageEndingWith("@AroTestDatabase(rows = KEEP).");
        }
    }
}
