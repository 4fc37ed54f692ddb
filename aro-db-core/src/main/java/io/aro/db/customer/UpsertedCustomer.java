package io.aro.db.customer;

/**
 * The customer after an upsert, with the outcome.
 *
 * @param customer the customer with the phone
 * @param outcome whether the customer was inserted, updated or unchanged
 */
public record UpsertedCustomer(Customer customer, Outcome outcome) {

    /** The effect of an upsert. */
    public enum Outcome {
        /** A new customer was inserted. */
        INSERTED,
        /** An existing customer was changed. */
        UPDATED,
        /** An existing customer needed no change; no row was written. */
        UNCHANGED
    }
}
