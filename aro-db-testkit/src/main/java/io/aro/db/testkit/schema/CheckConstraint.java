package io.aro.db.testkit.schema;

/**
 * A condition that every row of a table meets.
 *
 * @param name the name of the constraint; empty if it has none, as SQLite allows
 */
public record CheckConstraint(String name, String expression) {}
