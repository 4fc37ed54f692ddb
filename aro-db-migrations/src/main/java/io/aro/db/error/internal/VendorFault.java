package io.aro.db.error.internal;

import java.sql.SQLException;
import org.jspecify.annotations.Nullable;

/**
 * A failure as a driver, a pool or jOOQ reports it.
 *
 * @param code the SQLSTATE or the name of SQLite's result code; {@code none} where there is neither
 * @param vendor the driver's exception, if there is one
 * @param cause the failure without values of rows or statements
 */
public record VendorFault(String code, @Nullable SQLException vendor, Throwable cause) {

    static final String NO_CODE = "none";

    /** Returns the rule that refused the row, as far as the driver tells. */
    ViolatedConstraint rule() {
        return ViolatedConstraint.of(vendor);
    }

    /** Returns the text of the driver, which may quote values. */
    String words() {
        return vendor == null ? "" : String.valueOf(vendor.getMessage());
    }
}
