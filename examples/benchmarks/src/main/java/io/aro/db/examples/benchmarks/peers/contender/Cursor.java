package io.aro.db.examples.benchmarks.peers.contender;

import java.time.Instant;
import java.util.UUID;

/**
 * The place of an appointment in the order by date.
 *
 * @param date the date of the appointment before the page
 * @param id its id
 * @param text the library's cursor after this appointment
 */
public record Cursor(Instant date, UUID id, String text) {}
