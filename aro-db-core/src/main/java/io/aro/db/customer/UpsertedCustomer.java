package io.aro.db.customer;

/**
 * The customer after an upsert, and the outcome of the upsert.
 *
 * @param customer the customer with the phone
 * @param outcome whether it was inserted, changed or left as it was
 */
public record UpsertedCustomer(Customer customer, Outcome outcome) {

    /** What an upsert did. */
    public enum Outcome {
        /** There was no customer with the phone. */
        INSERTED,
        /** There was one, and something about it has changed. */
        UPDATED,
        /** There was one, and nothing was to be changed, so nothing was written. */
        UNCHANGED
    }
}
