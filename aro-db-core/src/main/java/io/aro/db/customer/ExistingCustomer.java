package io.aro.db.customer;

/** The treatment of an existing customer with the same phone. */
public enum ExistingCustomer {
    /** Nothing is changed. */
    KEEP,
    /** An e-mail address, a name and tags are taken over where there are none; what is there stays. */
    FILL_MISSING,
    /** What is given replaces what is there; what is not given stays. */
    OVERWRITE
}
