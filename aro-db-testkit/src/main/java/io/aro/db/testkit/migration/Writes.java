package io.aro.db.testkit.migration;

import io.aro.db.testkit.jdbc.JdbcCall;
import io.aro.db.testkit.jdbc.JdbcCall.Kind;
import io.aro.db.testkit.jdbc.JdbcInterceptor;
import java.sql.SQLException;
import java.sql.SQLTransientConnectionException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * The writing statements of one migrator, one of which may be its last.
 *
 * <p>A killed process leaves a connection that is closed without a commit, and so does this, right after the statement: on
 * PostgreSQL the server rolls back and gives the lock back, on SQLite the file does.
 */
final class Writes implements JdbcInterceptor {

    private static final Pattern COMMENTS = Pattern.compile("\\A(?:\\s|--[^\\n]*\\n|/\\*.*?\\*/)*", Pattern.DOTALL);
    private static final Pattern WORD = Pattern.compile("\\W");
    private static final Set<String> READING = Set.of("select", "show", "set", "reset", "pragma", "values");

    private final Interruption interruption;
    private final List<Boolean> transactional = new ArrayList<>();

    private Writes(Interruption interruption) {
        this.interruption = interruption;
    }

    /** An end of a migrator at one of its writing statements, counted from 1; 0 is none. */
    record Interruption(Way way, int ordinal) {

        @Override
        public String toString() {
            return "%s write %s".formatted(way == Way.KILL ? "a kill after" : "a failure of", ordinal);
        }
    }

    /** The way in which a migrator ends early. */
    enum Way {
        /** The process ends after the statement. */
        KILL,
        /** The statement fails and the process lives on. */
        FAILURE
    }

    /** Returns the record of a migrator that nothing stops. */
    static Writes undisturbed() {
        return new Writes(new Interruption(Way.KILL, 0));
    }

    static Writes endedBy(Interruption interruption) {
        return new Writes(interruption);
    }

    @Override
    public @Nullable Object intercept(JdbcCall call) throws SQLException {
        if (call.kind() != Kind.EXECUTE || !isWriting(call.sql())) {
            return call.proceed();
        }
        transactional.add(!call.connection().getAutoCommit());
        boolean isLast = transactional.size() == interruption.ordinal();
        if (isLast && interruption.way() == Way.FAILURE) {
            throw new SQLException("The test lets this statement fail.", "XX000");
        }
        Object result = call.proceed();
        if (isLast) {
            call.connection().close();
            throw new SQLTransientConnectionException("The test has killed the migrator.", "08006");
        }
        return result;
    }

    private static boolean isWriting(String sql) {
        String statement = COMMENTS.matcher(sql).replaceFirst("");
        return !READING.contains(WORD.split(statement.toLowerCase(Locale.ROOT), 2)[0]);
    }

    /**
     * Returns the interruptions that can leave different things behind: a kill after each write outside a transaction, a
     * failure of each of them, and one kill in the middle of what a transaction takes back anyway.
     */
    List<Interruption> interruptions() {
        List<Integer> within = ordinals(true);
        List<Integer> outside = ordinals(false);
        return Stream.concat(
                        within.stream().skip(within.size() / 2).limit(1).map(at -> new Interruption(Way.KILL, at)),
                        outside.stream().flatMap(at -> Stream.of(Way.values()).map(way -> new Interruption(way, at))))
                .toList();
    }

    private List<Integer> ordinals(boolean inTransaction) {
        return Stream.iterate(1, at -> at <= transactional.size(), at -> at + 1)
                .filter(at -> transactional.get(at - 1) == inTransaction)
                .toList();
    }
}
