package io.aro.db.appointment;

/**
 * Says what a sweep over due appointments has done.
 *
 * @param moved how many it moved
 * @param overtaken how many another caller changed first, so that they were left alone
 */
public record SweepReport(int moved, int overtaken) {}
