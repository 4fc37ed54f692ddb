package io.aro.db.spring.connection;

import io.aro.db.idempotency.IdempotencyService;
import org.springframework.scheduling.annotation.Scheduled;

/**
 * The scheduled clean-up of expired keys. Several instances of the service may run it at once.
 *
 * @param requests the service with the keys
 */
record ExpiredKeys(IdempotencyService requests) {

    @Scheduled(cron = "${aro.db.idempotency.cleanup.cron:-}")
    void cleanUp() {
        requests.cleanup();
    }
}
