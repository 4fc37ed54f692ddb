package io.aro.db.testkit.lint;

/** The scripts covered by a rule. */
enum Scope {
    ALL,
    UP,
    SQLITE,
    UP_SQLITE,
    POSTGRESQL,
    UP_POSTGRESQL;

    boolean covers(Script script) {
        return switch (this) {
            case ALL -> true;
            case UP -> !script.isWayBack();
            case SQLITE -> script.dialect() == ScriptDialect.SQLITE;
            case UP_SQLITE -> script.dialect() == ScriptDialect.SQLITE && !script.isWayBack();
            case POSTGRESQL -> script.dialect() == ScriptDialect.POSTGRESQL;
            case UP_POSTGRESQL -> script.dialect() == ScriptDialect.POSTGRESQL && !script.isWayBack();
        };
    }
}
