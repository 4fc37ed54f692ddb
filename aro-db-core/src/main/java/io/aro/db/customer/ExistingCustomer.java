package io.aro.db.customer;

/** The treatment of an existing customer with the same phone. */
public enum ExistingCustomer {
    /** Keep every stored value. */
    KEEP,
    /** Fill a missing e-mail address or name and empty tags; keep all stored values. */
    FILL_MISSING,
    /** Overwrite with the given values; absent values keep the stored value. */
    OVERWRITE
}
