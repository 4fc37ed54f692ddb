package io.aro.db.customer;

/**
 * Is a customer as it is after an upsert, and what the upsert did.
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
