package io.aro.db.host;

import io.aro.db.AroDatabase;
import io.aro.db.connection.HostConfig;
import io.aro.db.testkit.TestDatabase;
import jakarta.persistence.EntityManagerFactory;
import java.util.Map;
import java.util.function.Consumer;
import javax.sql.DataSource;
import org.hibernate.jpa.HibernatePersistenceConfiguration;
import org.jooq.Configuration;
import org.jooq.DSLContext;
import org.jooq.SQLDialect;
import org.jooq.impl.DSL;
import org.jooq.impl.DataSourceConnectionProvider;
import org.jooq.impl.DefaultConfiguration;
import org.jooq.impl.ThreadLocalTransactionProvider;
import org.springframework.jdbc.datasource.DataSourceTransactionManager;
import org.springframework.orm.jpa.JpaTransactionManager;
import org.springframework.orm.jpa.vendor.HibernateJpaDialect;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.TransactionDefinition;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * An application with separate transactions, and the library over the same pool.
 *
 * @param db the library, outside of a transaction of the application
 * @param transactions begins a transaction of the application
 * @param end closes the resources of the application
 */
record Application(AroDatabase db, Transactions transactions, Runnable end) implements AutoCloseable {

    /** Transactions of the application; an exception of the work rolls back. */
    @FunctionalInterface
    interface Transactions {

        void run(boolean readOnly, Consumer<AroDatabase> work);
    }

    @Override
    public void close() {
        end.run();
    }

    private static void nothing() {}

    void inTransaction(Consumer<AroDatabase> work) {
        transactions.run(false, work);
    }

    void readOnly(Consumer<AroDatabase> work) {
        transactions.run(true, work);
    }

    /** Returns an application without thread-bound transactions: the work receives the context of the transaction. */
    static Application onJooq(DataSource pool, TestDatabase database) {
        DSLContext theirs = DSL.using(pool, dialect(database));
        return new Application(
                AroDatabase.over(theirs, database.clock()),
                (readOnly, work) -> theirs.transaction(inside -> {
                    // SQLite's driver does not support read-only transactions.
                    if (readOnly && database.engine().isPostgres()) {
                        inside.dsl().connection(connection -> connection.setReadOnly(true));
                    }
                    work.accept(AroDatabase.over(inside.dsl(), database.clock()));
                }),
                Application::nothing);
    }

    /** Returns an application with the transaction on a second thread. */
    static Application onAsynchronousJooq(DataSource pool, TestDatabase database) {
        DSLContext theirs = DSL.using(pool, dialect(database));
        return new Application(
                AroDatabase.over(theirs, database.clock()),
                (readOnly, work) -> theirs.transactionAsync(
                                inside -> work.accept(AroDatabase.over(inside.dsl(), database.clock())))
                        .toCompletableFuture()
                        .join(),
                Application::nothing);
    }

    /** Returns an application with the jOOQ transaction bound to the thread. */
    static Application onThreadBoundJooq(DataSource pool, TestDatabase database) {
        DataSourceConnectionProvider connections = new DataSourceConnectionProvider(pool);
        Configuration configuration = new DefaultConfiguration()
                .set(dialect(database))
                .set(connections)
                .set(new ThreadLocalTransactionProvider(connections));
        DSLContext theirs = DSL.using(configuration);
        AroDatabase db = AroDatabase.over(theirs, database.clock());
        return new Application(db, (readOnly, work) -> theirs.transaction(() -> work.accept(db)), Application::nothing);
    }

    /** Returns an application with a single connection, committed by JDBC and unknown to jOOQ. */
    static Application onPlainJdbc(DataSource pool, TestDatabase database) {
        return new Application(
                AroDatabase.over(DSL.using(pool, dialect(database)), database.clock()),
                (readOnly, work) -> DSL.using(pool, dialect(database)).connection(connection -> {
                    connection.setAutoCommit(false);
                    try {
                        work.accept(AroDatabase.over(DSL.using(connection, dialect(database)), database.clock()));
                        connection.commit();
                    } finally {
                        connection.rollback();
                        connection.setAutoCommit(true);
                    }
                }),
                Application::nothing);
    }

    static Application onSpringJdbc(DataSource pool, TestDatabase database, int propagation) {
        return onSpring(new DataSourceTransactionManager(pool), pool, database, propagation, Application::nothing);
    }

    static Application onSpringJpa(DataSource pool, TestDatabase database, int propagation) {
        EntityManagerFactory entities = new HibernatePersistenceConfiguration("host")
                .properties(Map.of(
                        "jakarta.persistence.nonJtaDataSource",
                        pool,
                        "hibernate.dialect",
                        database.engine().isPostgres()
                                ? "org.hibernate.dialect.PostgreSQLDialect"
                                : "org.hibernate.community.dialect.SQLiteDialect",
                        "hibernate.boot.allow_jdbc_metadata_access",
                        false))
                .createEntityManagerFactory();
        JpaTransactionManager manager = new JpaTransactionManager(entities);
        manager.setDataSource(pool);
        manager.setJpaDialect(new HibernateJpaDialect());
        return onSpring(manager, pool, database, propagation, entities::close);
    }

    private static Application onSpring(
            PlatformTransactionManager manager, DataSource pool, TestDatabase database, int propagation, Runnable end) {
        HostConfig config = HostConfig.of(dialect(database))
                .withClock(database.clock())
                .withTransactions(new SpringTransactions(manager, pool));
        AroDatabase db = AroDatabase.over(pool, config);
        Transactions transactions = (readOnly, work) -> {
            TransactionTemplate inner = new TransactionTemplate(manager);
            inner.setPropagationBehavior(propagation);
            inner.setReadOnly(readOnly);
            if (propagation == TransactionDefinition.PROPAGATION_REQUIRED) {
                inner.executeWithoutResult(status -> work.accept(db));
            } else {
                new TransactionTemplate(manager)
                        .executeWithoutResult(around -> inner.executeWithoutResult(status -> work.accept(db)));
            }
        };
        return new Application(db, transactions, end);
    }

    static SQLDialect dialect(TestDatabase database) {
        return database.engine().isPostgres() ? SQLDialect.POSTGRES : SQLDialect.SQLITE;
    }
}
