package io.aro.db.testkit.lint;

import static io.aro.db.testkit.lint.BreachFinder.ofScript;
import static io.aro.db.testkit.lint.BreachFinder.ofStatement;

import java.util.Locale;
import java.util.stream.Stream;

/**
 * A rule against mistakes in migrations that show only on a database in use: with rows, with other sessions, with the
 * version of the service before.
 *
 * <p>Most of them are known from the linters squawk and strong_migrations; what a table that the same script makes cannot
 * suffer is not held against it.
 */
public enum Rule {
    /** Drops a column. */
    DROP_COLUMN(
            Scope.UP,
            "drops a column that the running version may read",
            "release a version that does without it first, then allow this by a comment",
            CompatibilityChecks::droppedColumns),
    /** Drops a table, other than to put a rebuilt one in its place. */
    DROP_TABLE(
            Scope.UP,
            "drops a table that the running version may read",
            "release a version that does without it first, then allow this by a comment",
            CompatibilityChecks::droppedTables),
    /** Renames a column or a table. */
    RENAME(
            Scope.UP,
            "takes away a name that the running version uses",
            "add the new one beside it, move the rows, and drop the old one in a later release",
            CompatibilityChecks::renames),
    /** Adds a column that must have a value, without one for the rows that are there. */
    REQUIRED_COLUMN(
            Scope.UP,
            "adds a NOT NULL column without a default, which fails as soon as the table has a row",
            "give it a default, or add it without NOT NULL and fill it first",
            CompatibilityChecks::requiredColumns),
    /** Empties a table. */
    TRUNCATE(
            Scope.UP,
            "throws all rows of a table away, and with CASCADE those of others",
            "delete the rows that are meant",
            ofStatement(CompatibilityChecks::truncates)),
    /** Replaces rows on SQLite. */
    REPLACE_ROWS(
            Scope.UP_SQLITE,
            "deletes the row it replaces, and with it all that refers to it",
            "write INSERT … ON CONFLICT … DO UPDATE",
            ofStatement(CompatibilityChecks::replacesRows)),
    /** Changes the type of a column. */
    CHANGE_TYPE(
            Scope.UP_POSTGRESQL,
            "may write the whole table anew while nobody can read it",
            "add a column of the new type beside it, move the rows, and drop the old one in a later release",
            LockChecks::rewritingTypes),
    /** Adds a column with a value of its own for each row. */
    VOLATILE_DEFAULT(
            Scope.UP_POSTGRESQL,
            "writes the whole table anew to give each row a value of its own, while nobody can read it",
            "add the column without a value, set the default, and fill the rows that are there bit by bit",
            LockChecks::rewritingColumns),
    /** Adds a column on SQLite with a default that is not a constant. */
    COMPUTED_DEFAULT(
            Scope.UP_SQLITE,
            "fails as soon as the table has a row, because the default is not a constant",
            "rebuild the table, or add the column without a default and fill it",
            ScriptChecks::computedDefaults),
    /** Makes a column NOT NULL. */
    SET_NOT_NULL(
            Scope.UP_POSTGRESQL,
            "reads the whole table while nobody can use it",
            "add CHECK (… IS NOT NULL) NOT VALID, and validate it in a later script that then says SET NOT NULL",
            LockChecks::scanningNotNull),
    /** Adds a foreign key or a check and validates it at once. */
    SCANNING_CONSTRAINT(
            Scope.UP_POSTGRESQL,
            "reads the whole table while nobody can write to it",
            "add the constraint NOT VALID, and VALIDATE it in a script of its own",
            LockChecks::scanningConstraints),
    /** Adds a unique constraint or a primary key that builds its index at once. */
    SCANNING_UNIQUE(
            Scope.UP_POSTGRESQL,
            "builds an index while nobody can use the table",
            "build a unique index CONCURRENTLY in a script of its own, then add the constraint USING INDEX",
            LockChecks::scanningUniqueness),
    /** Builds an index on a table that is there. */
    BLOCKING_INDEX(
            Scope.UP_POSTGRESQL,
            "builds an index while nobody can write to the table",
            "build it CONCURRENTLY, in a script of its own",
            LockChecks::blockingIndexes),
    /** Works concurrently on an index in a transaction. */
    CONCURRENTLY_IN_TRANSACTION(
            Scope.POSTGRESQL,
            "cannot work CONCURRENTLY, because it is part of a transaction",
            "give it a script of its own; a way back is a transaction always and does without the word",
            LockChecks::concurrentlyInTransaction),
    /** Cannot run again after a kill halfway. */
    UNREPEATABLE(
            Scope.UP_POSTGRESQL,
            "fails for ever after a kill halfway, because it runs outside a transaction and its index is there or gone by then",
            "begin with DROP INDEX CONCURRENTLY IF EXISTS for the index",
            RepetitionChecks::unrepeatable),
    /** Changes rows in the transaction that holds the lock on a table. */
    BACKFILL(
            Scope.UP_POSTGRESQL,
            "changes rows in the transaction of a definition, which holds its lock until they are all written",
            "change them in a script of their own, or bit by bit by the service",
            LockChecks::backfills),
    /** Adds a constraint together with something else. */
    CROWDED_CONSTRAINT(
            Scope.POSTGRESQL,
            "adds a constraint together with something else, which Citus refuses on a table that it distributes",
            "give each constraint an ALTER TABLE of its own",
            ofStatement(PortabilityChecks::crowdsConstraint)),
    /** Adds to a table and takes away from it in one statement. */
    ADD_AND_DROP(
            Scope.POSTGRESQL,
            "adds and drops in one ALTER TABLE, at which workers of Citus have crashed",
            "write two statements",
            ofStatement(PortabilityChecks::addsAndDrops)),
    /** Makes a trigger without saying why. */
    UNNAMED_PROMISE(
            Scope.ALL,
            "makes a trigger and does not say which promise rests on it; Citus runs triggers only where they are allowed",
            "write \"-- Promise: …\" in front of it, or do without it",
            ofStatement(PortabilityChecks::makesTriggerWithoutPromise)),
    /** Has a key that runs out. */
    NARROW_KEY(
            Scope.UP_POSTGRESQL,
            "numbers rows by a type that ends at two thousand million or before",
            "take uuid, or bigint GENERATED ALWAYS AS IDENTITY",
            ofStatement(TypeChecks::hasNarrowKey)),
    /** Has a text that is filled up with blanks. */
    PADDED_TEXT(
            Scope.UP_POSTGRESQL,
            "fills texts up with blanks, which SQLite does not",
            "take varchar(n) or text",
            ofStatement(TypeChecks::hasPaddedText)),
    /** Has a time that is a different moment in each zone. */
    LOCAL_TIME(
            Scope.UP_POSTGRESQL,
            "keeps times without their zone, so that they are other moments in another one",
            "take timestamptz",
            ofStatement(TypeChecks::hasLocalTime)),
    /** Has JSON as text. */
    TEXTUAL_JSON(
            Scope.UP_POSTGRESQL,
            "keeps JSON as text, which can be neither compared nor indexed",
            "take jsonb",
            ofStatement(TypeChecks::hasTextualJson)),
    /** Has a name that PostgreSQL cuts. */
    LONG_NAME(
            Scope.UP,
            "has a name of more than 63 bytes, which PostgreSQL cuts",
            "shorten it",
            ofStatement(TypeChecks::hasLongName)),
    /** Goes on where something of the name is there already. */
    HIDDEN_DIFFERENCE(
            Scope.UP,
            "takes anything of that name for what it should make, such as an index that was left half built",
            "leave IF NOT EXISTS out",
            ofStatement(ScriptChecks::hidesWhatIsThere)),
    /** Begins or ends a transaction. */
    TRANSACTION_CONTROL(
            Scope.ALL,
            "begins or ends a transaction, so that half of the script stays when the rest of it fails",
            "leave it out; the migrator runs each script in a transaction",
            ofStatement(ScriptChecks::controlsTransaction)),
    /** Sets how long to wait for locks. */
    LOCK_TIMEOUT(
            Scope.POSTGRESQL,
            "sets how long to wait, while everyone queues up behind it",
            "leave it out; the migrator waits ten seconds for a lock",
            ofStatement(ScriptChecks::setsTimeout)),
    /** Sets an option of SQLite. */
    PRAGMA(
            Scope.SQLITE,
            "sets an option, most of which do nothing within a transaction and some of which outlive it",
            "leave it out",
            ofStatement(ScriptChecks::setsPragma)),
    /** Has no script that undoes it. */
    NO_WAY_BACK(
            Scope.UP,
            "has no script that undoes it",
            "write one of the same name under rollback, or one that begins with \"-- irreversible: \" and says why",
            ofScript(ScriptChecks::lacksWayBack)),
    /** A script exists for one engine only. */
    ONE_ENGINE_ONLY(
            Scope.UP,
            "has no script of the same name for the other engine",
            "write it, if only as a comment that says why nothing is to be done there",
            ofScript(ScriptChecks::lacksTwin));

    private final Scope scope;
    private final String breach;
    private final String advice;

    @SuppressWarnings("ImmutableEnumChecker") // Checks are static methods, which keep nothing.
    private final BreachFinder check;

    Rule(Scope scope, String breach, String advice, BreachFinder check) {
        this.scope = scope;
        this.breach = breach;
        this.advice = advice;
        this.check = check;
    }

    /** Returns its name in comments, as in {@code blocking-index}. */
    public String id() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    /** Returns what is wrong with a script that breaks it, and what to do instead. */
    public String explanation() {
        return breach + "; " + advice;
    }

    Stream<Statement> breaches(Script script) {
        return scope.covers(script) ? check.breaches(script) : Stream.empty();
    }
}
