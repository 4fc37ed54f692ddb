package io.aro.db.testkit.lint;

import java.util.List;
import java.util.Set;

/** The effect of a statement, as far as rules need it. */
sealed interface Change {

    /** A CREATE TABLE. The definitions are its columns and constraints. */
    record CreateTable(String table, List<Phrase> definitions) implements Change {}

    /** An ALTER TABLE with its actions. */
    record AlterTable(String table, List<Phrase> actions) implements Change {}

    /** A CREATE INDEX; {@code concurrently} as in the statement. */
    record CreateIndex(String table, boolean concurrently) implements Change {}

    /** A DROP TABLE of one or more tables. */
    record DropTable(List<String> tables) implements Change {}

    /** An UPDATE or DELETE of rows. */
    record ChangeRows(String table) implements Change {}

    /** Any other statement. */
    record Other() implements Change {}

    /** Parses the effect of a statement. */
    static Change of(Phrase statement) {
        Words words = new Words(statement);
        if (words.skip("WITH")) {
            return of(statement.outermost().startingWith(Set.of("update", "delete")));
        }
        if (words.skip("CREATE")) {
            return created(words);
        }
        if (words.skip("ALTER", "TABLE")) {
            words.skip("IF", "EXISTS");
            words.skip("ONLY");
            return new AlterTable(words.name(), words.rest().split());
        }
        if (words.skip("DROP", "TABLE")) {
            words.skip("IF", "EXISTS");
            return new DropTable(words.rest().split().stream()
                    .map(table -> new Words(table).name())
                    .toList());
        }
        if (words.skip("UPDATE") || words.skip("DELETE", "FROM")) {
            words.skip("ONLY");
            return new ChangeRows(words.name());
        }
        return new Other();
    }

    private static Change created(Words words) {
        words.skipAny(Set.of("temp", "temporary", "unlogged", "global", "local", "unique"));
        if (words.skip("TABLE")) {
            words.skip("IF", "NOT", "EXISTS");
            String table = words.name();
            return new CreateTable(table, words.rest().parenthesised().split());
        }
        if (words.skip("INDEX")) {
            boolean concurrently = words.skip("CONCURRENTLY");
            Words on = new Words(words.rest().after("ON"));
            on.skip("ONLY");
            return new CreateIndex(on.name(), concurrently);
        }
        return new Other();
    }

    /** A reader of a phrase, word by word. */
    final class Words {
        private Phrase rest;

        Words(Phrase phrase) {
            this.rest = phrase;
        }

        boolean skip(String... words) {
            boolean found = rest.startsWith(words);
            rest = found ? rest.from(words.length) : rest;
            return found;
        }

        void skipAny(Set<String> words) {
            while (words.contains(rest.name(0))) {
                rest = rest.from(1);
            }
        }

        /** Reads a name, without its schema. */
        String name() {
            String name = rest.name(0);
            rest = rest.from(1);
            return skip(".") ? name() : name;
        }

        Phrase rest() {
            return rest;
        }
    }
}
