package io.aro.db.examples.frontdesk;

import java.util.UUID;

/** Is what the booking page gets as the answer. */
public record Booking(UUID visitId) {}
