package io.aro.db.spring.connection;

import io.aro.db.connection.HostTransactions;
import java.util.function.Consumer;
import javax.sql.DataSource;
import org.springframework.jdbc.datasource.TransactionAwareDataSourceProxy;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.TransactionStatus;
import org.springframework.transaction.support.DefaultTransactionDefinition;
import org.springframework.transaction.support.TransactionSynchronization;
import org.springframework.transaction.support.TransactionSynchronizationManager;

/**
 * The transactions of Spring, which the library joins.
 *
 * @param manager begins the transactions and binds a connection of the pool to the thread
 * @param pool the pool itself
 */
record SpringTransactions(PlatformTransactionManager manager, DataSource pool) implements HostTransactions {

    @Override
    public DataSource connections() {
        return new TransactionAwareDataSourceProxy(pool);
    }

    @Override
    public boolean isActive() {
        return TransactionSynchronizationManager.isActualTransactionActive()
                && TransactionSynchronizationManager.hasResource(pool);
    }

    @Override
    public boolean isReadOnly() {
        return isActive() && TransactionSynchronizationManager.isCurrentTransactionReadOnly();
    }

    @Override
    public Begun begin() {
        TransactionStatus status = manager.getTransaction(new DefaultTransactionDefinition());
        return new Begun() {
            @Override
            public void commit() {
                manager.commit(status);
            }

            @Override
            public void rollBack() {
                if (!status.isCompleted()) {
                    manager.rollback(status);
                }
            }
        };
    }

    @Override
    public void afterEnd(Consumer<End> callback) {
        TransactionSynchronizationManager.registerSynchronization(new TransactionSynchronization() {
            @Override
            public void afterCompletion(int status) {
                callback.accept(
                        switch (status) {
                            case STATUS_COMMITTED -> End.COMMITTED;
                            case STATUS_ROLLED_BACK -> End.ROLLED_BACK;
                            default -> End.UNKNOWN;
                        });
            }
        });
    }
}
