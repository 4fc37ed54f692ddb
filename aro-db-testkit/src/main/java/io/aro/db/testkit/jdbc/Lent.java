package io.aro.db.testkit.jdbc;

import java.util.ArrayList;
import java.util.IdentityHashMap;
import java.util.List;

/** Is a connection that somebody has, and what is open on it; not safe for use by several threads. */
final class Lent {

    private static final int SHOWN = 120;

    private final Throwable opened = new Leak.Opened();
    private final IdentityHashMap<Object, String> statements = new IdentityHashMap<>();
    private boolean inTransaction;
    private String firstOfTransaction = "";

    void prepared(Object statement, String sql) {
        statements.put(statement, sql);
    }

    void closed(Object statement) {
        statements.remove(statement);
    }

    void begun() {
        inTransaction = true;
    }

    /** What a statement does in a transaction is pending until that ends. */
    void executed(String sql) {
        if (inTransaction && firstOfTransaction.isEmpty()) {
            firstOfTransaction = sql;
        }
    }

    void ended() {
        firstOfTransaction = "";
    }

    void endedForGood() {
        inTransaction = false;
        ended();
    }

    /** Returns what is left open if nothing more comes, but for the connection. */
    List<Leak> left() {
        List<Leak> left = new ArrayList<>();
        if (!firstOfTransaction.isEmpty()) {
            left.add(new Leak(
                    "A transaction was neither committed nor rolled back, which began with: "
                            + shortened(firstOfTransaction),
                    opened));
        }
        for (String sql : statements.values()) {
            left.add(new Leak("A statement was not closed: " + shortened(sql), opened));
        }
        return left;
    }

    /** Returns what is left open, the connection first. */
    List<Leak> leftWithConnection() {
        List<Leak> left = new ArrayList<>();
        left.add(new Leak("A connection was not closed", opened));
        left.addAll(left());
        return left;
    }

    private static String shortened(String sql) {
        String line = sql.replaceAll("\\s+", " ").strip();
        return line.length() <= SHOWN ? line : line.substring(0, SHOWN) + "…";
    }
}
