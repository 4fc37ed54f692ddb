package io.aro.db.customer;

/**
 * A rejected row of an import. It carries no values of the row, since they may be personal data.
 *
 * @param number the position of the row in the input, from 1
 * @param field the name of the invalid value, or {@code row}
 * @param rule the violated rule: {@code must be …}
 */
public record RejectedRow(long number, String field, String rule) {}
