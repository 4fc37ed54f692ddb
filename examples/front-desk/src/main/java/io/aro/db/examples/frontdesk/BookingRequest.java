package io.aro.db.examples.frontdesk;

import java.time.Instant;

/** Is what a booking page sends. */
public record BookingRequest(String phone, Instant startsAt) {}
