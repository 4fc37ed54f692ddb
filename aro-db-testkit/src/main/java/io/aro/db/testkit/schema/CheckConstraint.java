package io.aro.db.testkit.schema;

/**
 * A check constraint of a table.
 *
 * @param name the name of the constraint; empty for an unnamed constraint, possible on SQLite
 */
public record CheckConstraint(String name, String expression) {}
