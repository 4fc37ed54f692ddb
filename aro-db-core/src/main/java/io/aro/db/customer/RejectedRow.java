package io.aro.db.customer;

/**
 * A row that an import rejected, without its values, since they may be personal.
 *
 * @param number the place of the row among those given, from 1
 * @param field what was wrong with it: the name of a value, or {@code row}
 * @param rule what the field must be: {@code must be …}
 */
public record RejectedRow(long number, String field, String rule) {}
