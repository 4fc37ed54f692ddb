package io.aro.db.spring.connection;

import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * Properties of joined transactions.
 *
 * @param manager Name of the transaction manager to join. Required with several managers of the pool of which none is
 *     primary.
 * @param execute Behavior of the IdempotencyService bean's execute inside a transaction of the application.
 */
@ConfigurationProperties("aro.db.transactions")
record AroDbTransactionsProperties(
        @Nullable String manager, @DefaultValue("refuse") Execute execute) {

    /** The behaviors of {@code execute} inside a transaction of the application. */
    enum Execute {
        /** Refuse the call before the handler runs. */
        REFUSE,
        /** Run the handler in a savepoint of the transaction. */
        JOIN
    }
}
