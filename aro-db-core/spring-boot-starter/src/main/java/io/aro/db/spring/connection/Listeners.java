package io.aro.db.spring.connection;

import io.aro.db.AroDatabase;
import io.aro.db.idempotency.IdempotencyListener;
import io.aro.db.observation.DatabaseListener;
import org.springframework.beans.factory.ListableBeanFactory;

/**
 * The listeners among the beans of a service.
 *
 * <p>Each is looked up by its first event, because a listener may need the database.
 */
record Listeners(ListableBeanFactory beans) {

    /** Returns a view of the database that informs all listeners. */
    AroDatabase informedBy(AroDatabase db) {
        AroDatabase informing = db;
        for (String name : beans.getBeanNamesForType(DatabaseListener.class, true, false)) {
            informing = informing.withDatabaseListener(
                    event -> beans.getBean(name, DatabaseListener.class).on(event));
        }
        for (String name : beans.getBeanNamesForType(IdempotencyListener.class, true, false)) {
            informing = informing.withListener(
                    event -> beans.getBean(name, IdempotencyListener.class).on(event));
        }
        return informing;
    }
}
