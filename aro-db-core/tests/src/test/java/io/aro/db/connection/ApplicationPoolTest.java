package io.aro.db.connection;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.aro.db.AroDatabase;
import io.aro.db.customer.Customer;
import io.aro.db.customer.NewCustomer;
import io.aro.db.error.ConfigurationException;
import io.aro.db.error.ConstraintViolationException;
import io.aro.db.error.TransactionMisuseException;
import io.aro.db.testkit.BothEngines;
import io.aro.db.testkit.Engine;
import io.aro.db.testkit.TestClock;
import io.aro.db.testkit.TestDatabase;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.jooq.DSLContext;
import org.jooq.SQLDialect;
import org.jooq.TransactionContext;
import org.jooq.TransactionProvider;
import org.jooq.conf.Settings;
import org.jooq.conf.SettingsTools;
import org.jooq.impl.DSL;
import org.jooq.impl.DataSourceConnectionProvider;
import org.jooq.impl.DefaultConfiguration;
import org.jooq.impl.DefaultTransactionProvider;
import org.junit.jupiter.api.Test;

/** A database over the pool and the transaction provider of an application. */
@BothEngines
class ApplicationPoolTest {

    private static final int MAX_ROWS = 10;
    private static final NewCustomer ADA = NewCustomer.withPhone("+15550001");
    private static final NewCustomer BOB = NewCustomer.withPhone("+15550002");

    private final List<String> begunAndEnded = new ArrayList<>();
    private final DSLContext theirs;
    private final AroDatabase db;

    ApplicationPoolTest(TestDatabase database) {
        DefaultConfiguration configuration = new DefaultConfiguration();
        configuration.set(database.engine() == Engine.SQLITE ? SQLDialect.SQLITE : SQLDialect.POSTGRES);
        DataSourceConnectionProvider connections = new DataSourceConnectionProvider(database.dataSource());
        configuration.set(connections);
        configuration.set(new Recording(new DefaultTransactionProvider(connections)));
        configuration.set(new Settings().withMaxRows(MAX_ROWS).withRenderSchema(true));
        theirs = DSL.using(configuration);
        db = AroDatabase.over(theirs);
    }

    @Test
    void readsAndWrites() {
        Customer ada = db.customers().create(ADA);

        assertThat(db.customers().upsertByPhone(ADA)).isEqualTo(ada);
        assertThatThrownBy(() -> db.customers().create(ADA)).isInstanceOf(ConstraintViolationException.class);
    }

    @Test
    void readsMoreRowsThanTheApplicationsLimit() {
        for (int i = 0; i <= MAX_ROWS; i++) {
            db.customers().create(NewCustomer.withPhone("+1555000" + (1000 + i)));
        }

        assertThat(db.customers().findAll(DSL.trueCondition())).hasSize(MAX_ROWS + 1);
    }

    @Test
    void beginsTransactionsOfTheApplicationsProvider() {
        db.useTransaction(tx -> tx.customers().create(ADA));
        assertThatThrownBy(() -> db.useTransaction(tx -> {
                    tx.customers().create(BOB);
                    throw new IOException("undo");
                }))
                .isInstanceOf(IOException.class);

        assertThat(begunAndEnded).containsExactly("begin", "commit", "begin", "rollback");
        assertThat(db.customers().findByPhone(ADA.phone())).isPresent();
        assertThat(db.customers().findByPhone(BOB.phone())).isEmpty();
    }

    @Test
    void takesPartInTransactionOfTheApplication() {
        assertThatThrownBy(() -> theirs.transaction(configuration -> {
                    AroDatabase inside = AroDatabase.over(configuration.dsl());
                    inside.customers().create(ADA);
                    inside.useTransaction(tx -> tx.customers().create(BOB));
                    assertThat(inside.customers().count(DSL.trueCondition())).isEqualTo(2);
                    throw new IllegalStateException("the application changes its mind");
                }))
                .isInstanceOf(IllegalStateException.class);

        assertThat(db.customers().count(DSL.trueCondition())).isZero();
    }

    @Test
    void readsOnlyAndLeavesTheConnectionWritable() {
        assertThatThrownBy(() -> db.readOnly(tx -> tx.customers().create(ADA)))
                .isInstanceOf(TransactionMisuseException.class);
        db.readOnly(tx -> tx.customers().findByPhone(ADA.phone()));

        assertThat(db.customers().create(ADA)).isNotNull();
    }

    @Test
    void refusesNestedTransactions() {
        db.useTransaction(tx -> {
            assertThatThrownBy(() -> db.inTransaction(inner -> "reached"))
                    .isInstanceOf(TransactionMisuseException.class);
            assertThatThrownBy(() -> db.customers().create(ADA)).isInstanceOf(TransactionMisuseException.class);
        });
    }

    @Test
    void leavesTheApplicationsSettingsAlone() {
        Settings before = SettingsTools.clone(theirs.settings());

        db.customers().create(ADA);

        assertThat(theirs.settings()).isEqualTo(before);
    }

    @Test
    void leavesTheApplicationsConnectionsOpen() {
        db.customers().create(ADA);

        db.close();

        assertThat(theirs.fetchCount(DSL.table(DSL.name("customers")))).isEqualTo(1);
        assertThat(db.customers().findByPhone(ADA.phone())).isPresent();
    }

    @Test
    void readsTheClockItIsGiven(TestClock clock) {
        Customer ada = AroDatabase.over(theirs, clock).customers().create(ADA);

        assertThat(ada.createdAt()).isEqualTo(clock.instant());
    }

    @Test
    void refusesOtherEngines() {
        assertThatThrownBy(() -> AroDatabase.over(DSL.using(SQLDialect.H2)))
                .isInstanceOf(ConfigurationException.class)
                .hasMessage("aro-db works with SQLite and PostgreSQL only, not with H2.");
    }

    /** A recording provider, like the driver of an application server's transactions. */
    private final class Recording implements TransactionProvider {

        private final TransactionProvider provider;

        Recording(TransactionProvider provider) {
            this.provider = provider;
        }

        @Override
        public void begin(TransactionContext context) {
            begunAndEnded.add("begin");
            provider.begin(context);
        }

        @Override
        public void commit(TransactionContext context) {
            begunAndEnded.add("commit");
            provider.commit(context);
        }

        @Override
        public void rollback(TransactionContext context) {
            begunAndEnded.add("rollback");
            provider.rollback(context);
        }
    }
}
