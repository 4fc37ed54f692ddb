package io.aro.db.examples.quickstart;

import io.aro.db.lifecycle.AppointmentStatus;
import java.util.UUID;

/**
 * Is the response that is stored with a delivery's key and given again when it is redelivered.
 *
 * @param appointmentId the appointment that the delivery was about
 * @param status where the appointment stood afterwards
 * @param changed whether the delivery put it there; otherwise it came too late to change anything
 */
record Receipt(UUID appointmentId, AppointmentStatus status, boolean changed) {}
