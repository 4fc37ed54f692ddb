package io.aro.db.examples.frontdesk;

import java.time.Instant;

/**
 * A request of the booking page.
 *
 * @param phone the phone of the customer, in E.164 form
 * @param startsAt the beginning of the appointment
 */
public record BookingRequest(String phone, Instant startsAt) {}
