package io.aro.db.testkit.interleaving;

import io.aro.db.testkit.TestDatabase;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/**
 * A script of several sessions on one database, each on a thread and a connection of its own; closing it ends them
 * all.
 *
 * <p>It is told what to do by one thread.
 */
public final class Interleaving implements AutoCloseable {

    private final TestDatabase database;
    private final List<Player> players = new ArrayList<>();
    private final Set<LockWatch> open = ConcurrentHashMap.newKeySet();

    private Interleaving(TestDatabase database) {
        this.database = database;
    }

    /** Returns a script without sessions; the database must not be in the memory of one connection. */
    public static Interleaving of(TestDatabase database) {
        return new Interleaving(database);
    }

    /** Adds a session; the name stands in failures. */
    public Player player(String name) {
        Player player = new Player(name, database, new LockWatch(database, open));
        players.add(player);
        return player;
    }

    /** Rolls back what is open, in the order in which the sessions were added, and ends their threads. */
    @Override
    public void close() {
        players.forEach(Player::close);
    }
}
