package io.aro.db.customer;

import io.aro.db.row.Row;
import java.util.UUID;

/**
 * The customer after an upsert, with the outcome.
 *
 * @param customer the customer with the phone
 * @param outcome whether the customer was inserted, updated or unchanged
 */
public record UpsertedCustomer(Customer customer, Outcome outcome) {

    /**
     * Returns the result of an upsert from its row.
     *
     * @param newId the id of the customer if inserted
     */
    static UpsertedCustomer of(Row row, UUID newId) {
        Customer customer = Customer.of(row);
        if (customer.id().equals(newId)) {
            return new UpsertedCustomer(customer, Outcome.INSERTED);
        }
        return new UpsertedCustomer(
                customer, row.get(CustomerUpsertWriter.WRITTEN) ? Outcome.UPDATED : Outcome.UNCHANGED);
    }

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
