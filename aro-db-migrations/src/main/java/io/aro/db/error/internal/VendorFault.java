package io.aro.db.error.internal;

import java.sql.SQLException;
import org.jspecify.annotations.Nullable;

/**
 * A failure as reported by a driver, a pool or jOOQ.
 *
 * @param code the SQLSTATE or the name of SQLite's result code; {@code none} without either
 * @param vendor the driver's exception; null if absent
 * @param cause the failure without values of rows or statements
 */
public record VendorFault(String code, @Nullable SQLException vendor, Throwable cause) {

    static final String NO_CODE = "none";

    /** Returns the violated constraint, as far as the driver reports it. */
    ViolatedConstraint rule() {
        return ViolatedConstraint.of(vendor);
    }

    /** Returns the driver's message, possibly with values. */
    String words() {
        return vendor == null ? "" : String.valueOf(vendor.getMessage());
    }
}
