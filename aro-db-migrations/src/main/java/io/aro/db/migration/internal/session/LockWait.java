package io.aro.db.migration.internal.session;

import io.aro.db.error.MigrationException;
import java.time.Duration;
import java.util.Locale;
import java.util.Optional;
import java.util.function.BooleanSupplier;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A wait for the migration lock of a schema, with the lock holder in the log.
 *
 * <p>The second failed attempt logs the first line. Another line follows every minute, as the holder may
 * change.
 *
 * @param database the name of the database in the log
 * @param attempt takes the lock and returns true, or returns false at once
 * @param holder describes the holder, as in {@code session 4711 (aro-db migrate)}; empty for a free lock
 *     or an unknown holder
 */
record LockWait(String database, BooleanSupplier attempt, Supplier<Optional<String>> holder) {

    private static final Logger LOG = LoggerFactory.getLogger("io.aro.db.migration.Migrator");
    private static final Duration BETWEEN_LINES = Duration.ofMinutes(1);

    /**
     * Returns with the lock taken.
     *
     * @throws MigrationException on timeout or interrupt; the message names the holder
     */
    void await(Polling patience) {
        if (attempt.getAsBoolean()) {
            return;
        }
        patience.rest();
        long start = System.nanoTime();
        long nextLine = start;
        while (!attempt.getAsBoolean()) {
            long now = System.nanoTime();
            if (now - start > patience.limit().toNanos()) {
                throw new MigrationException(
                        String.format(
                                Locale.ROOT,
                                "%s still migrates %s after %s minutes; wait for it or end it, then run again.",
                                holder.get().orElse("Another migrator"),
                                database,
                                patience.limit().toMinutes()),
                        null);
            }
            if (now - nextLine >= 0) {
                tell();
                nextLine = now + BETWEEN_LINES.toNanos();
            }
            patience.rest();
        }
    }

    private void tell() {
        if (LOG.isInfoEnabled()) {
            holder.get().ifPresent(who -> LOG.info("Waiting to migrate {}; lock holder: {}.", database, who));
        }
    }
}
