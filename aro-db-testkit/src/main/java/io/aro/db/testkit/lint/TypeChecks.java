package io.aro.db.testkit.lint;

import java.util.Set;

/** Checks for error-prone types of PostgreSQL. */
final class TypeChecks {

    private static final int LONGEST_NAME = 63;
    private static final Set<String> SMALL_SERIALS = Set.of("serial", "smallserial", "serial2", "serial4");
    private static final Set<String> SMALL_INTEGERS = Set.of("integer", "int", "int2", "int4", "smallint");
    private static final Set<String> PADDED = Set.of("char", "character", "bpchar", "nchar");

    private TypeChecks() {}

    static boolean hasNarrowKey(Statement statement) {
        return statement
                .columns()
                .anyMatch(column -> hasType(column, SMALL_SERIALS)
                        || (hasType(column, SMALL_INTEGERS)
                                && (column.has("PRIMARY", "KEY") || column.has("IDENTITY"))));
    }

    static boolean hasPaddedText(Statement statement) {
        return statement
                .columns()
                .anyMatch(column -> hasType(column, PADDED) && !column.name(2).equals("varying"));
    }

    static boolean hasLocalTime(Statement statement) {
        return statement
                .columns()
                .anyMatch(column -> hasType(column, Set.of("timestamp")) && !column.has("WITH", "TIME", "ZONE"));
    }

    static boolean hasTextualJson(Statement statement) {
        return statement.columns().anyMatch(column -> hasType(column, Set.of("json")));
    }

    /**
     * Returns whether the column has one of the types. A quoted type is different: {@code "char"} is a single
     * byte.
     */
    private static boolean hasType(Phrase column, Set<String> types) {
        return types.stream().anyMatch(column.from(1)::startsWith);
    }

    static boolean hasLongName(Statement statement) {
        return statement.phrase().tokens().stream().anyMatch(token -> token.isName() && token.bytes() > LONGEST_NAME);
    }
}
