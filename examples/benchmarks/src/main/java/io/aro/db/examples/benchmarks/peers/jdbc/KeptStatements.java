package io.aro.db.examples.benchmarks.peers.jdbc;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.sqlite.SQLiteConnection;

/**
 * Compiled statements, kept with each connection of SQLite.
 *
 * <p>PostgreSQL needs no such class: its driver keeps a statement prepared on the server from the fifth use on.
 */
final class KeptStatements implements Preparation {

    private final Map<Connection, Map<String, PreparedStatement>> ofConnections = new ConcurrentHashMap<>();

    @Override
    public Prepared prepare(Connection lent, String sql) throws SQLException {
        SQLiteConnection connection = lent.unwrap(SQLiteConnection.class);
        Map<String, PreparedStatement> kept = ofConnections.computeIfAbsent(connection, key -> new HashMap<>());
        PreparedStatement statement = kept.get(sql);
        if (statement == null) {
            statement = connection.prepareStatement(sql);
            kept.put(sql, statement);
        }
        return new Prepared(statement, true);
    }
}
