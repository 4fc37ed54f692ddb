package io.aro.db.forgery;

import io.aro.db.testkit.Engine;

/**
 * The rule that refuses a change.
 *
 * @param sqlite its name on SQLite, empty for a foreign key, which SQLite does not name
 * @param postgres its name on PostgreSQL
 */
record Rule(String sqlite, String postgres) {

    static Rule by(String trigger) {
        return new Rule(trigger, trigger);
    }

    static Rule by(String sqlite, String postgres) {
        return new Rule(sqlite, postgres);
    }

    static Rule byKey(String postgres) {
        return new Rule("", postgres);
    }

    String on(Engine engine) {
        return engine.isPostgres() ? postgres : sqlite;
    }
}
