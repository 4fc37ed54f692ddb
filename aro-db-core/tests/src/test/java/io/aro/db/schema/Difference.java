package io.aro.db.schema;

import io.aro.db.testkit.Engine;
import java.util.List;
import org.jspecify.annotations.NullMarked;

/**
 * A value accepted by one engine only, with the reason; the library never sends such a value.
 *
 * @param isTakenByPostgres whether PostgreSQL accepts the value
 */
@NullMarked
record Difference(String table, String column, String value, boolean isTakenByPostgres, String reason) {

    static final List<Difference> ALL = List.of(
            new Difference(
                    "customers",
                    "tags",
                    "'{vip,NULL}'",
                    false,
                    "a CHECK of SQLite cannot look at the elements of an array, since it may hold no subquery"),
            new Difference(
                    "appointments",
                    "previous_status",
                    "'{lost}'",
                    false,
                    "a CHECK of SQLite cannot look at the elements of an array, since it may hold no subquery"),
            new Difference(
                    "events",
                    "data",
                    "'{\"text\": \"\\u0000\"}'",
                    false,
                    "a jsonb of PostgreSQL cannot hold the character zero"),
            new Difference(
                    "customers",
                    "lifetime_value",
                    "1.005",
                    true,
                    "PostgreSQL rounds to the scale of the column before any rule sees the value"),
            new Difference(
                    "customers",
                    "name",
                    "'Ada" + " ".repeat(255) + "'",
                    true,
                    "PostgreSQL cuts off spaces that are too many before any rule sees the value"),
            new Difference(
                    "customers",
                    "id",
                    "'01910000-0000-7000-8000-00000000000F'",
                    true,
                    "PostgreSQL reads capital letters, and stores small ones"),
            new Difference(
                    "customers",
                    "created_at",
                    "'2026-03-02 15:04:05+02:00'",
                    true,
                    "PostgreSQL reads any offset, and stores the instant"),
            new Difference(
                    "customers",
                    "created_at",
                    "'2026-03-02 15:04:05+00:00'",
                    true,
                    "PostgreSQL reads any number of digits, and stores the instant"));

    boolean isTakenBy(Engine engine) {
        return engine.isPostgres() == isTakenByPostgres;
    }
}
