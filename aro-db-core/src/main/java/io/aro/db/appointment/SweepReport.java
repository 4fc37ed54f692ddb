package io.aro.db.appointment;

/**
 * The result of a sweep over due appointments.
 *
 * @param moved how many it moved
 * @param overtaken how many it left alone, since another caller had changed them first or the change is not for them: it
 *     names another version, or a command that was applied to them before
 */
public record SweepReport(int moved, int overtaken) {}
