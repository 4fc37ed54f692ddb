package io.aro.db.examples.benchmarks.peers.contender;

/**
 * The stored response of a webhook.
 *
 * @param status the outcome
 * @param appointmentId the id of the appointment
 * @param customerId the id of the customer
 */
public record Receipt(String status, String appointmentId, String customerId) {}
