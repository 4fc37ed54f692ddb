package io.aro.db.testkit.jdbc;

import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Collectors;

/** Is what an action has sent to a database, as counted by a {@link StatementCounter}. */
public final class Statements {

    private final List<String> sql = new CopyOnWriteArrayList<>();
    private final AtomicInteger commits = new AtomicInteger();
    private final AtomicInteger rollbacks = new AtomicInteger();

    Statements() {}

    void executed(String statement) {
        sql.add(statement);
    }

    void committed() {
        commits.incrementAndGet();
    }

    void rolledBack() {
        rollbacks.incrementAndGet();
    }

    /** Returns how many statements were executed; a batch counts once. */
    public int count() {
        return sql.size();
    }

    /** Returns the text of each statement in the order of execution. */
    public List<String> sql() {
        return List.copyOf(sql);
    }

    /** Returns how often a transaction was committed by name; statements that commit by themselves do not count. */
    public int commits() {
        return commits.get();
    }

    /** Returns how often a transaction, or a part of it, was rolled back. */
    public int rollbacks() {
        return rollbacks.get();
    }

    /** Returns each statement on a line, so that a failed assertion shows what was too much. */
    @Override
    public String toString() {
        return sql.stream().map(statement -> "\n  " + statement).collect(Collectors.joining()) + "\n  " + commits
                + " commits, " + rollbacks + " rollbacks";
    }
}
