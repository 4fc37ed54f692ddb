package io.aro.db.customer;

/**
 * Is a row that an import left out; the value is not repeated, since it may be personal.
 *
 * @param number the place of the row among those given, from 1
 * @param field what was wrong with it: the name of a value, or {@code row}
 * @param rule what the field must be: {@code must be …}
 */
public record RejectedRow(long number, String field, String rule) {}
