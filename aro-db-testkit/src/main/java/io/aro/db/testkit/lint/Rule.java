package io.aro.db.testkit.lint;

import static io.aro.db.testkit.lint.BreachFinder.ofScript;
import static io.aro.db.testkit.lint.BreachFinder.ofStatement;

import java.util.Locale;
import java.util.stream.Stream;

/**
 * A rule against migration mistakes with no effect on an empty database: they need rows, other sessions or a
 * running older version of the service.
 *
 * <p>Most rules are known from the linters squawk and strong_migrations. A table created in the same script
 * is exempt from rules about existing tables.
 */
public enum Rule {
    /** Drops a column. */
    DROP_COLUMN(
            Scope.UP,
            "drops a column that the running version may read",
            "first release a version without the column, then allow the rule by a comment",
            CompatibilityChecks::droppedColumns),
    /** Drops a table without a rebuilt table in its place. */
    DROP_TABLE(
            Scope.UP,
            "drops a table that the running version may read",
            "first release a version without the table, then allow the rule by a comment",
            CompatibilityChecks::droppedTables),
    /** Renames a column or a table. */
    RENAME(
            Scope.UP,
            "removes a name that the running version uses",
            "add the new column or table, copy the rows, and drop the old name in a later release",
            CompatibilityChecks::renames),
    /** Adds a NOT NULL column without a value for existing rows. */
    REQUIRED_COLUMN(
            Scope.UP,
            "adds a NOT NULL column without a default, which fails as soon as the table has a row",
            "give it a default, or add it without NOT NULL and fill it first",
            CompatibilityChecks::requiredColumns),
    /** Truncates a table. */
    TRUNCATE(
            Scope.UP,
            "deletes all rows of a table, and with CASCADE the rows of referencing tables",
            "delete the intended rows",
            ofStatement(CompatibilityChecks::truncates)),
    /** Replaces rows on SQLite. */
    REPLACE_ROWS(
            Scope.UP_SQLITE,
            "deletes the replaced row and, by cascade, its dependants",
            "write INSERT … ON CONFLICT … DO UPDATE",
            ofStatement(CompatibilityChecks::replacesRows)),
    /** Changes the type of a column. */
    CHANGE_TYPE(
            Scope.UP_POSTGRESQL,
            "may rewrite the whole table under an exclusive lock",
            "add a column of the new type, copy the values, and drop the old column in a later release",
            LockChecks::rewritingTypes),
    /** Adds a column with a volatile default, computed for each row. */
    VOLATILE_DEFAULT(
            Scope.UP_POSTGRESQL,
            "rewrites the whole table under an exclusive lock to compute a value for each row",
            "add the column without a value, set the default, and fill existing rows in batches",
            LockChecks::rewritingColumns),
    /** Adds a column on SQLite with a non-constant default. */
    COMPUTED_DEFAULT(
            Scope.UP_SQLITE,
            "fails as soon as the table has a row, because the default is not a constant",
            "rebuild the table, or add the column without a default and fill it",
            ScriptChecks::computedDefaults),
    /** Makes a column NOT NULL. */
    SET_NOT_NULL(
            Scope.UP_POSTGRESQL,
            "scans the whole table under an exclusive lock",
            "add CHECK (… IS NOT NULL) NOT VALID, then validate it and SET NOT NULL in a later script",
            LockChecks::scanningNotNull),
    /** Adds a foreign key or a check with immediate validation. */
    SCANNING_CONSTRAINT(
            Scope.UP_POSTGRESQL,
            "scans the whole table and blocks writes meanwhile",
            "add the constraint NOT VALID, and VALIDATE it in a script of its own",
            LockChecks::scanningConstraints),
    /** Adds a unique constraint or a primary key with an immediate build of its index. */
    SCANNING_UNIQUE(
            Scope.UP_POSTGRESQL,
            "builds an index under an exclusive lock",
            "build a unique index CONCURRENTLY in a script of its own, then add the constraint USING INDEX",
            LockChecks::scanningUniqueness),
    /** Builds an index on an existing table, without CONCURRENTLY. */
    BLOCKING_INDEX(
            Scope.UP_POSTGRESQL,
            "builds an index and blocks writes meanwhile",
            "build it CONCURRENTLY, in a script of its own",
            LockChecks::blockingIndexes),
    /** Uses CONCURRENTLY in a transaction. */
    CONCURRENTLY_IN_TRANSACTION(
            Scope.POSTGRESQL,
            "cannot work CONCURRENTLY, because it is part of a transaction",
            "move it to a script of its own; a rollback always runs in a transaction and must omit CONCURRENTLY",
            LockChecks::concurrentlyInTransaction),
    /** Cannot be repeated after a kill halfway. */
    UNREPEATABLE(
            Scope.UP_POSTGRESQL,
            "fails on every retry after a kill, because it runs outside a transaction and its index exists or is gone",
            "begin with DROP INDEX CONCURRENTLY IF EXISTS for the index",
            RepetitionChecks::unrepeatable),
    /** Changes rows in the transaction of a definition, under its table lock. */
    BACKFILL(
            Scope.UP_POSTGRESQL,
            "changes rows in the transaction of a definition, which holds its lock until all rows are written",
            "change the rows in a separate script, or in batches by the service",
            LockChecks::backfills),
    /** Adds a constraint together with another action. */
    CROWDED_CONSTRAINT(
            Scope.POSTGRESQL,
            "adds a constraint together with another action, which Citus refuses on a distributed table",
            "give each constraint an ALTER TABLE of its own",
            ofStatement(PortabilityChecks::crowdsConstraint)),
    /** Adds and drops in one ALTER TABLE. */
    ADD_AND_DROP(
            Scope.POSTGRESQL,
            "adds and drops in one ALTER TABLE, which has crashed workers of Citus",
            "write two statements",
            ofStatement(PortabilityChecks::addsAndDrops)),
    /** Creates a trigger without naming its promise. */
    UNNAMED_PROMISE(
            Scope.ALL,
            "creates a trigger without naming its promise; Citus runs triggers only where allowed",
            "write \"-- Promise: …\" in front of it, or do without the trigger",
            ofStatement(PortabilityChecks::makesTriggerWithoutPromise)),
    /** Has a key with too few possible values. */
    NARROW_KEY(
            Scope.UP_POSTGRESQL,
            "numbers rows by a type with a maximum of about 2 billion or less",
            "use uuid, or bigint GENERATED ALWAYS AS IDENTITY",
            ofStatement(TypeChecks::hasNarrowKey)),
    /** Has a text padded with blanks. */
    PADDED_TEXT(
            Scope.UP_POSTGRESQL,
            "pads texts with blanks, unlike SQLite",
            "use varchar(n) or text",
            ofStatement(TypeChecks::hasPaddedText)),
    /** Has a time without a zone. */
    LOCAL_TIME(
            Scope.UP_POSTGRESQL,
            "stores times without their zone, hence their meaning depends on the session's zone",
            "use timestamptz",
            ofStatement(TypeChecks::hasLocalTime)),
    /** Has JSON as text. */
    TEXTUAL_JSON(
            Scope.UP_POSTGRESQL,
            "stores JSON as text, which can be neither compared nor indexed",
            "use jsonb",
            ofStatement(TypeChecks::hasTextualJson)),
    /** Has a name beyond the length limit of PostgreSQL. */
    LONG_NAME(
            Scope.UP,
            "has a name of more than 63 bytes, which PostgreSQL truncates",
            "shorten it",
            ofStatement(TypeChecks::hasLongName)),
    /** Accepts an existing object of the same name. */
    HIDDEN_DIFFERENCE(
            Scope.UP,
            "accepts any existing object of the name, such as a half-built index",
            "remove IF NOT EXISTS",
            ofStatement(ScriptChecks::hidesWhatIsThere)),
    /** Begins or ends a transaction. */
    TRANSACTION_CONTROL(
            Scope.ALL,
            "begins or ends a transaction, which leaves half of the script applied after a failure",
            "remove it; the migrator runs each script in a transaction",
            ofStatement(ScriptChecks::controlsTransaction)),
    /** Sets a lock timeout. */
    LOCK_TIMEOUT(
            Scope.POSTGRESQL,
            "sets its own lock timeout, while other sessions queue behind it",
            "remove it; the migrator waits ten seconds for a lock",
            ofStatement(ScriptChecks::setsTimeout)),
    /** Sets an option of SQLite. */
    PRAGMA(
            Scope.SQLITE,
            "sets an option; most have no effect within a transaction, and some outlive it",
            "remove it",
            ofStatement(ScriptChecks::setsPragma)),
    /** Has no down script. */
    NO_WAY_BACK(
            Scope.UP,
            "has no down script",
            "write a script of the same name under rollback; if there is no way back, begin it with \"-- irreversible: \" and the reason",
            ofScript(ScriptChecks::lacksWayBack)),
    /** Exists for one engine only. */
    ONE_ENGINE_ONLY(
            Scope.UP,
            "has no script of the same name for the other engine",
            "write it, or a comment with the reason if nothing is to be done there",
            ofScript(ScriptChecks::lacksTwin));

    private final Scope scope;
    private final String breach;
    private final String advice;

    @SuppressWarnings("ImmutableEnumChecker") // Checks are stateless static methods.
    private final BreachFinder check;

    Rule(Scope scope, String breach, String advice, BreachFinder check) {
        this.scope = scope;
        this.breach = breach;
        this.advice = advice;
        this.check = check;
    }

    /** Returns the rule's id in comments, as in {@code blocking-index}. */
    public String id() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    /** Returns the problem of a breach and its remedy, without a period. */
    public String explanation() {
        return breach + "; " + advice;
    }

    Stream<Statement> breaches(Script script) {
        return scope.covers(script) ? check.breaches(script) : Stream.empty();
    }
}
