package io.aro.db.examples.frontdesk;

import java.math.BigDecimal;

/** A payment service, called over the network. */
@FunctionalInterface
public interface Bank {

    /**
     * Charges an amount and returns the id of the payment; the same key never charges twice.
     *
     * @throws BankBusyException if nothing was charged and a retry is safe
     */
    String charge(String key, BigDecimal amount);

    /** Thrown when the bank has charged nothing. */
    final class BankBusyException extends RuntimeException {

        private static final long serialVersionUID = 1L;
    }
}
