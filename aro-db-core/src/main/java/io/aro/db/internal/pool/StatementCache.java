package io.aro.db.internal.pool;

import java.sql.SQLException;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The compiled statements of one connection out of use, the longest unused first. Guarded by the connection's lock.
 *
 * <p>The driver closes them with the connection.
 */
final class StatementCache {

    /** Exceeds the number of texts in the work of a service. A compiled statement takes 18 kB, so all take 2.3 MB. */
    static final int CAPACITY = 128;

    private final Map<String, CompiledStatement> idle = new LinkedHashMap<>();

    @Nullable
    CompiledStatement find(String text) {
        return text.length() > CompiledStatement.LONGEST_TEXT ? null : idle.get(text);
    }

    void remove(CompiledStatement statement) {
        idle.remove(statement.text());
    }

    /** Adds a reset statement, and closes surplus statements. */
    void add(CompiledStatement statement) throws SQLException {
        if (idle.putIfAbsent(statement.text(), statement) != null) {
            statement.pointer().close();
        } else if (idle.size() > CAPACITY) {
            Iterator<CompiledStatement> oldest = idle.values().iterator();
            CompiledStatement surplus = oldest.next();
            oldest.remove();
            surplus.pointer().close();
        }
    }

    int size() {
        return idle.size();
    }
}
