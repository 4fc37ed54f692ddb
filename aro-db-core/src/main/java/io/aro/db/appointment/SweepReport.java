package io.aro.db.appointment;

/**
 * The result of a sweep over due appointments.
 *
 * @param moved the number of appointments moved
 * @param overtaken the number of appointments skipped: a concurrent change came first, the expected version differs, or
 *     the command was applied before
 */
public record SweepReport(int moved, int overtaken) {}
