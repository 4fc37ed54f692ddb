package io.aro.db.error;

import static io.aro.db.fixture.Given.phone;
import static io.aro.db.schema.Tables.APPOINTMENTS;
import static io.aro.db.schema.Tables.CUSTOMERS;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowable;

import io.aro.db.AroDatabase;
import io.aro.db.connection.HostConfig;
import io.aro.db.customer.Customer;
import io.aro.db.fixture.Given;
import io.aro.db.repository.PageRequest;
import io.aro.db.testkit.BothEngines;
import io.aro.db.testkit.TestDatabase;
import java.sql.PreparedStatement;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.jooq.Condition;
import org.jooq.SQLDialect;
import org.jooq.impl.DSL;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Queries with more values than a driver binds, and with none, through every method with a condition. */
@BothEngines
class ManyValuesTest {

    private static final int MANY = 70_000;

    private final TestDatabase database;
    private final AroDatabase db;
    private final Customer ada;
    private final Customer bob;

    ManyValuesTest(TestDatabase database, AroDatabase db) {
        this.database = database;
        this.db = db;
        this.ada = Given.customer(db, 1);
        this.bob = Given.customer(db, 2);
    }

    @Test
    void seventyThousandIdsFindTheirRowsThroughEveryDoor() {
        Condition isAda = CUSTOMERS.ID.in(ids());

        findsAdaOnly(isAda);
    }

    @Test
    void seventyThousandIdsExcludeTheirRows() {
        assertThat(db.customers().findAll(CUSTOMERS.ID.notIn(ids())))
                .extracting(Customer::id)
                .containsExactly(bob.id());
    }

    @Test
    void valuesOfOtherTypesAreAsMany() {
        List<String> phones = IntStream.range(1_000_000, 1_000_000 + MANY)
                .mapToObj(Given::phone)
                .toList();
        List<Instant> times =
                IntStream.range(0, 40_000).mapToObj(Instant::ofEpochSecond).toList();

        findsAdaOnly(CUSTOMERS.PHONE.in(
                Stream.concat(phones.stream(), Stream.of(phone(1))).toList()));
        assertThat(db.customers().count(CUSTOMERS.CREATED_AT.in(times))).isZero();
        assertThat(db.appointments().findAll(APPOINTMENTS.CUSTOMER_ID.in(ids())))
                .isEmpty();
    }

    @Test
    void noIdsFindNothingAndExcludeNothing() {
        assertThat(db.customers().findAll(CUSTOMERS.ID.in(List.of()))).isEmpty();
        assertThat(db.customers().exists(CUSTOMERS.ID.in(List.of()))).isFalse();
        assertThat(db.customers().count(CUSTOMERS.ID.notIn(List.of()))).isEqualTo(2);
        assertThat(db.customers().createAll(List.of())).isZero();
        assertThat(db.appointments().createAll(Stream.of())).isZero();
        assertThat(db.customers().addTags(ada.id()).tags()).isEmpty();
    }

    @Test
    void aChainOfConditionsIsRefusedWithItsLimitOrWorks() {
        Condition chain =
                DSL.or(ids().stream().limit(20_000).map(CUSTOMERS.ID::eq).toList());

        Throwable refusal = catchThrowable(() -> db.customers().findAll(chain));

        if (refusal != null) {
            assertThat(refusal)
                    .isInstanceOf(StatementFailedException.class)
                    .hasMessageContaining("exceeds a limit of the database");
        }
    }

    /** jOOQ inlines a large number of values; a JDBC statement binds them. */
    @Test
    void bindValuesBeyondTheDriversLimitAreRefusedWithIt() {
        Throwable refusal = catchThrowable(() -> db.session()
                .read(dsl -> dsl.connectionResult(connection -> {
                    try (PreparedStatement statement =
                            connection.prepareStatement("SELECT 1 WHERE 1 IN (?" + ", ?".repeat(300_000) + ")")) {
                        for (int i = 1; i <= 300_001; i++) {
                            statement.setInt(i, i);
                        }
                        return statement.executeQuery().next();
                    }
                })));

        assertThat(refusal).isInstanceOf(StatementFailedException.class);
        assertThat(refusal)
                .hasMessageContaining(database.engine().isPostgres() ? "65,535 bind values" : "too many SQL variables");
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 500, MANY})
    void overThePoolOfAnApplicationTheyWorkOrTheLimitIsNamed(int count) {
        boolean isPostgres = database.engine().isPostgres();
        AroDatabase over = AroDatabase.over(
                database.dataSource(), HostConfig.of(isPostgres ? SQLDialect.POSTGRES : SQLDialect.SQLITE));
        Condition isAda = CUSTOMERS.ID.in(ids().subList(MANY - count, MANY));

        if (isPostgres || count < MANY) {
            assertThat(over.customers().findAll(isAda)).hasSize(count == 0 ? 0 : 1);
        } else {
            assertThatThrownBy(() -> over.customers().findAll(isAda))
                    .isInstanceOf(StatementFailedException.class)
                    .hasMessageContaining("1,000,000 bytes");
        }
    }

    private void findsAdaOnly(Condition isAda) {
        UUID id = ada.id();
        assertThat(db.customers().findAll(isAda)).extracting(Customer::id).containsExactly(id);
        assertThat(db.customers().findAll(isAda, 2)).extracting(Customer::id).containsExactly(id);
        assertThat(db.customers().count(isAda)).isOne();
        assertThat(db.customers().exists(isAda)).isTrue();
        assertThat(db.customers().stream(isAda)).extracting(Customer::id).containsExactly(id);
        assertThat(db.customers().page(PageRequest.of(2).where(isAda)).items()).hasSize(1);
        long counted = db.inTransaction(tx -> tx.customers().count(isAda));
        assertThat(counted).isOne();
        assertThat(db.session().<Integer>read(dsl -> dsl.fetchCount(CUSTOMERS, isAda)))
                .isOne();
    }

    /** Returns unknown ids, with Ada's as the last. */
    private List<UUID> ids() {
        List<UUID> ids = new ArrayList<>(IntStream.range(1, MANY)
                .mapToObj(number -> new UUID(0x4000L, 0x8000_0000_0000_0000L | number))
                .toList());
        ids.add(ada.id());
        return ids;
    }
}
