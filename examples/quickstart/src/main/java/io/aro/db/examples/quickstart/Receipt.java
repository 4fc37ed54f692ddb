package io.aro.db.examples.quickstart;

import io.aro.db.lifecycle.AppointmentStatus;
import java.util.UUID;

/**
 * The response stored with the key of a delivery and replayed to a redelivery.
 *
 * @param appointmentId the appointment of the delivery
 * @param status the status of the appointment afterwards
 * @param changed whether the delivery set the status; false for a delivery too late to change anything
 */
record Receipt(UUID appointmentId, AppointmentStatus status, boolean changed) {}
