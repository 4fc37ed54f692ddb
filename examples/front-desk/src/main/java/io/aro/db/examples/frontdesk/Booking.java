package io.aro.db.examples.frontdesk;

import java.util.UUID;

/**
 * The response to the booking page.
 *
 * @param appointmentId the booked appointment
 */
public record Booking(UUID appointmentId) {}
