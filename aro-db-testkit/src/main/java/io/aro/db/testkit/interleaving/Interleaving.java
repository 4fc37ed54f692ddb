package io.aro.db.testkit.interleaving;

import io.aro.db.testkit.TestDatabase;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/**
 * A script of concurrent sessions on a database, each on a separate thread and connection.
 *
 * <p>Not thread-safe: a single thread controls the script. Closing the script ends all sessions.
 */
public final class Interleaving implements AutoCloseable {

    private final TestDatabase database;
    private final List<Player> players = new ArrayList<>();
    private final Set<LockWatch> open = ConcurrentHashMap.newKeySet();

    private Interleaving(TestDatabase database) {
        this.database = database;
    }

    /**
     * Returns a script without sessions. {@link io.aro.db.testkit.SqliteStorage#MEMORY} is unsuitable, because all
     * sessions would share a connection.
     */
    public static Interleaving of(TestDatabase database) {
        return new Interleaving(database);
    }

    /** Adds a session; the name appears in failure messages. */
    public Player player(String name) {
        Player player = new Player(name, database, new LockWatch(database, open));
        players.add(player);
        return player;
    }

    /** Rolls back open transactions in the order of their sessions, and ends the threads. */
    @Override
    public void close() {
        players.forEach(Player::close);
    }
}
