package io.aro.db.examples.frontdesk;

import java.math.BigDecimal;

/** Takes money from customers, over the network. */
@FunctionalInterface
public interface Bank {

    /**
     * Takes the amount and returns the payment's id; the same key never takes it twice.
     *
     * @throws BankBusyException if it has taken nothing and may be asked again
     */
    String charge(String key, BigDecimal amount);

    /** Is thrown by a bank that has taken nothing. */
    final class BankBusyException extends RuntimeException {

        private static final long serialVersionUID = 1L;
    }
}
