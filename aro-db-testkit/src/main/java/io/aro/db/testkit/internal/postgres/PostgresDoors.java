package io.aro.db.testkit.internal.postgres;

import io.aro.db.error.ConfigurationException;
import io.aro.db.testkit.internal.run.Memoized;
import io.aro.db.testkit.internal.run.Settings;
import java.util.Optional;
import java.util.ServiceLoader;
import java.util.stream.StreamSupport;

/** The programs of the run's room in front of its servers; none without a room. */
final class PostgresDoors implements AutoCloseable {

    private final Optional<PostgresRoom> room;
    private final Memoized<PostgresServer, PostgresRoom.Door> doors = new Memoized<>(this::open);

    PostgresDoors(Settings settings) {
        this.room = settings.find(PostgresRoom.SETTING)
                .filter(name -> !name.equals(TablePlace.ROOM))
                .map(PostgresDoors::named);
    }

    private static PostgresRoom named(String name) {
        return StreamSupport.stream(ServiceLoader.load(PostgresRoom.class).spliterator(), false)
                .filter(room -> room.name().equals(name))
                .findFirst()
                .orElseThrow(() -> new ConfigurationException("There is no room with the name " + name
                        + " for tests; correct " + PostgresRoom.SETTING + "."));
    }

    private PostgresRoom.Door open(PostgresServer server) {
        PostgresAddress address = server.address();
        return room.orElseThrow().before(address.server(), address.user(), address.password());
    }

    /** Returns the address of the database through the room, or the address itself without a room. */
    PostgresAddress through(PostgresServer server, PostgresAddress database) {
        return room.isEmpty() ? database : database.through(doors.get(server).address());
    }

    @Override
    public void close() {
        doors.forEach(PostgresRoom.Door::close);
    }
}
