package io.aro.db.forgery;

import io.aro.db.testkit.Engine;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * A change by hand-written SQL, with its result for each program.
 *
 * @param title the change, in the words of the page
 * @param sql the statements of one transaction
 * @param fates the result for each program
 * @param rule the refusing rule, if any program is refused
 */
record Forgery(String title, List<String> sql, Map<Program, Fate> fates, Rule rule) {

    private static final Rule NONE = Rule.by("no rule");

    /** Returns a change with the same result for every program. */
    static Forgery of(String title, Fate fate, String... sql) {
        return new Forgery(title, List.of(sql), fates(fate, fate, fate), NONE);
    }

    /** Returns a change refused for every program. */
    static Forgery of(String title, Rule rule, String... sql) {
        return new Forgery(title, List.of(sql), fates(Fate.REFUSED, Fate.REFUSED, Fate.REFUSED), rule);
    }

    /** Returns a change refused by foreign keys, if they are enabled. */
    static Forgery ofKeys(String title, Fate withoutKeys, Rule key, String... sql) {
        return new Forgery(title, List.of(sql), fates(withoutKeys, Fate.REFUSED, Fate.REFUSED), key);
    }

    /** Returns a change with a different result under foreign keys. */
    static Forgery ofKeys(String title, Fate withoutKeys, Fate withKeys, String... sql) {
        return new Forgery(title, List.of(sql), fates(withoutKeys, withKeys, withKeys), NONE);
    }

    /** Returns a change with a statement of PostgreSQL only. */
    static Forgery ofPostgres(String title, Fate fate, String... sql) {
        return new Forgery(title, List.of(sql), fates(Fate.ABSENT, Fate.ABSENT, fate), NONE);
    }

    /** Returns a refused change with a statement of SQLite only. */
    static Forgery ofSqlite(String title, Rule rule, String... sql) {
        return new Forgery(title, List.of(sql), fates(Fate.REFUSED, Fate.REFUSED, Fate.ABSENT), rule);
    }

    Fate fate(Program program) {
        return fates.getOrDefault(program, Fate.ABSENT);
    }

    /** Returns the statements in the dialect of an engine. */
    List<String> sql(Engine engine) {
        boolean isPostgres = engine.isPostgres();
        return sql.stream()
                .map(statement -> statement
                        .replace(
                                "{formerly}",
                                isPostgres
                                        ? "previous_status || status"
                                        : "json_insert(previous_status, '$[#]', status)")
                        .replace("{half}", isPostgres ? "50" : "5000")
                        .replace(
                                "{idle}",
                                isPostgres
                                        ? "FOR EACH ROW WHEN (FALSE) EXECUTE FUNCTION refuse_forgery('never')"
                                        : "WHEN FALSE BEGIN SELECT 1; END")
                        .replace("{none}", isPostgres ? "'{}'" : "'[]'")
                        .replace("{booked}", isPostgres ? "'{booked}'" : "'[\"booked\"]'")
                        .replace(
                                "{added}",
                                isPostgres
                                        ? "tg_allowed_transitions_kept ON allowed_transitions"
                                        : "tg_allowed_transitions_added")
                        .replace(
                                "{moved}",
                                isPostgres ? "tg_appointments_moved ON appointments" : "tg_appointments_moved"))
                .toList();
    }

    String line() {
        return Arrays.stream(Program.values())
                .map(program -> fate(program).word())
                .collect(Collectors.joining(" | ", "| " + title + " | ", " |\n"));
    }

    @Override
    public String toString() {
        return title;
    }

    private static Map<Program, Fate> fates(Fate plain, Fate withKeys, Fate owner) {
        Map<Program, Fate> fates = new EnumMap<>(Program.class);
        fates.put(Program.SQLITE_PLAIN, plain);
        fates.put(Program.SQLITE_WITH_FOREIGN_KEYS, withKeys);
        fates.put(Program.POSTGRESQL_OWNER, owner);
        return fates;
    }
}
