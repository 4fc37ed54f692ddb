package io.aro.db.spring.internal;

import static io.aro.db.schema.Tables.ARO_SCHEMA_VERSIONS;
import static io.aro.db.schema.Tables.DEAD_LETTERS;
import static io.aro.db.schema.Tables.IDEMPOTENCY_KEYS;
import static org.jooq.impl.DSL.coalesce;
import static org.jooq.impl.DSL.condition;
import static org.jooq.impl.DSL.count;
import static org.jooq.impl.DSL.field;
import static org.jooq.impl.DSL.inline;
import static org.jooq.impl.DSL.max;
import static org.jooq.impl.DSL.name;
import static org.jooq.impl.DSL.not;
import static org.jooq.impl.DSL.one;
import static org.jooq.impl.DSL.select;
import static org.jooq.impl.DSL.table;

import io.aro.db.AroDatabase;
import io.aro.db.error.AroDatabaseException;
import io.aro.db.idempotency.KeyState;
import io.aro.db.migration.MigrationScript;
import io.aro.db.migration.MigrationSet;
import io.aro.db.migration.SchemaStatus.State;
import java.util.List;
import org.jooq.DSLContext;
import org.jooq.Field;
import org.jooq.Record1;
import org.jooq.Record5;
import org.jooq.SQLDialect;
import org.jooq.Select;
import org.jooq.impl.SQLDataType;

/**
 * The version of the schema and the work for operators, read by one cheap statement on the primary.
 *
 * @param engine the name of the engine
 * @param version the newest version of the database
 * @param libraryVersion the newest version of the library
 * @param oldestLibrary the oldest library allowed on the schema; 0 without a minimum
 * @param parkedKeys the number of parked keys, counted up to the limit
 * @param exhaustedKeys the number of exhausted keys, counted up to the limit
 * @param deadLetters the number of unresolved dead letters, counted up to the limit
 */
public record DatabaseReading(
        String engine,
        int version,
        int libraryVersion,
        int oldestLibrary,
        int parkedKeys,
        int exhaustedKeys,
        int deadLetters) {

    /**
     * Reads a database.
     *
     * @param limit the limit of each count, which bounds the cost of the statement
     * @throws AroDatabaseException if the database is unreachable or has no schema
     */
    public static DatabaseReading of(AroDatabase database, int limit) {
        return database.session().<DatabaseReading>readPrimary(dsl -> of(dsl, limit));
    }

    private static DatabaseReading of(DSLContext dsl, int limit) {
        Record5<Integer, Integer, Integer, Integer, Integer> row = dsl.select(
                        newest(),
                        field(select(coalesce(max(ARO_SCHEMA_VERSIONS.OLDEST_LIBRARY), inline(0)))
                                .from(ARO_SCHEMA_VERSIONS)),
                        keys(KeyState.PARKED, limit),
                        keys(KeyState.EXHAUSTED, limit),
                        deadLetters(limit))
                .fetchSingle();
        return new DatabaseReading(
                engine(dsl.dialect()),
                row.value1(),
                libraryVersion(dsl.dialect()),
                row.value2(),
                row.value3(),
                row.value4(),
                row.value5());
    }

    private static Field<Integer> newest() {
        Field<Integer> version = field(name("version"), SQLDataType.VARCHAR).cast(SQLDataType.INTEGER);
        return field(select(coalesce(max(version), inline(0)))
                .from(table(name(MigrationSet.aro().historyTable())))
                .where(condition(field(name("success"), SQLDataType.BOOLEAN))));
    }

    /** Repeats the predicate of the partial index: without it, the planners do not use the index. */
    private static Field<Integer> keys(KeyState state, int limit) {
        return counted(select(one())
                .from(IDEMPOTENCY_KEYS)
                .where(IDEMPOTENCY_KEYS.OPEN_STATE.eq(inline(state.literal())))
                .and(IDEMPOTENCY_KEYS.OPEN_STATE.isNotNull())
                .orderBy(IDEMPOTENCY_KEYS.OPEN_SINCE)
                .limit(limit));
    }

    private static Field<Integer> deadLetters(int limit) {
        return counted(select(one())
                .from(DEAD_LETTERS)
                .where(not(condition(DEAD_LETTERS.ARCHIVED)))
                .orderBy(DEAD_LETTERS.CREATED_AT.desc(), DEAD_LETTERS.ID.desc())
                .limit(limit));
    }

    /** Counts rows in the order of an index, because PostgreSQL then stops reading at the limit. */
    private static Field<Integer> counted(Select<Record1<Integer>> rows) {
        return field(select(count()).from(rows));
    }

    private static String engine(SQLDialect dialect) {
        return dialect.family() == SQLDialect.SQLITE ? "SQLite" : "PostgreSQL";
    }

    private static int libraryVersion(SQLDialect dialect) {
        MigrationSet set = MigrationSet.aro();
        List<MigrationScript> scripts =
                dialect.family() == SQLDialect.SQLITE ? set.sqliteScripts() : set.postgresqlScripts();
        return scripts.stream().mapToInt(MigrationScript::version).max().orElse(0);
    }

    /** Returns the compatibility of the schema with the library, by the versions alone. */
    public State state() {
        if (version == 0) {
            return State.UNMIGRATED;
        }
        if (version <= libraryVersion) {
            return version == libraryVersion ? State.CURRENT : State.OUTDATED;
        }
        return oldestLibrary > 0 && oldestLibrary <= libraryVersion ? State.COMPATIBLE : State.NEWER;
    }

    /** Returns whether the library may work on the schema. */
    public boolean isUsable() {
        return switch (state()) {
            case CURRENT, COMPATIBLE -> true;
            case UNMIGRATED, OUTDATED, NEWER, DIVERGED, FAILED -> false;
        };
    }
}
