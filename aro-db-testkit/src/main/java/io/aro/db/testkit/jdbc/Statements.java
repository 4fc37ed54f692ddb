package io.aro.db.testkit.jdbc;

import java.util.List;
import java.util.Locale;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.regex.Pattern;

/** The statements of an action, as counted by a {@link StatementCounter}; thread-safe. */
public final class Statements {

    private static final int LINES = 15;
    private static final int WIDTH = 150;
    private static final Pattern WHITE_SPACE = Pattern.compile("\\s+");

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

    /** Returns the number of executed statements; a batch counts once. */
    public int count() {
        return sql.size();
    }

    /** Returns the text of each statement in the order of execution. */
    public List<String> sql() {
        return List.copyOf(sql);
    }

    /** Returns the number of explicit commits; auto-commits do not count. */
    public int commits() {
        return commits.get();
    }

    /** Returns the number of rollbacks, including rollbacks to a savepoint. */
    public int rollbacks() {
        return rollbacks.get();
    }

    /**
     * Returns the first fifteen statements, one a line, to fit a failure message on a screen.
     *
     * <p>Consecutive repetitions share a line, and long statements are shortened.
     */
    @Override
    public String toString() {
        StringBuilder text = new StringBuilder();
        List<String> all = sql();
        int next = 0;
        for (int line = 0; line < LINES && next < all.size(); line++) {
            int end = endOfRepetition(all, next);
            text.append("\n  ").append(shortened(all.get(next)));
            if (end - next > 1) {
                text.append(" (").append(end - next).append(" times)");
            }
            next = end;
        }
        if (next < all.size()) {
            text.append("\n  … and ").append(all.size() - next).append(" more");
        }
        return text.append(String.format(Locale.ROOT, "\n  %s commits, %s rollbacks", commits(), rollbacks()))
                .toString();
    }

    private static int endOfRepetition(List<String> all, int start) {
        int end = start + 1;
        while (end < all.size() && all.get(end).equals(all.get(start))) {
            end++;
        }
        return end;
    }

    private static String shortened(String statement) {
        String line = WHITE_SPACE.matcher(statement).replaceAll(" ").strip();
        return line.codePointCount(0, line.length()) <= WIDTH
                ? line
                : line.substring(0, line.offsetByCodePoints(0, WIDTH - 1)) + "…";
    }
}
