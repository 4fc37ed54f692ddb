package io.aro.db.customer;

/** Says what becomes of a customer that is there already when another one with the same phone is written. */
public enum ExistingCustomer {
    /** Nothing is changed. */
    KEEP,
    /** An e-mail address, a name and tags are taken over where there are none; what is there stays. */
    FILL_MISSING,
    /** What is given replaces what is there; what is not given stays. */
    OVERWRITE
}
