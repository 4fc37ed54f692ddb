package io.aro.db.examples.frontdesk;

import io.aro.db.examples.frontdesk.Bank.BankBusyException;
import java.math.BigDecimal;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/** Banks for tests. */
final class Banks {

    private Banks() {}

    /** Returns a bank whose calls fail the test. */
    static Bank free() {
        return (key, amount) -> {
            throw new IllegalStateException("The bank must not be called.");
        };
    }

    /** Returns a bank that is always busy. */
    static Bank busy() {
        return (key, amount) -> {
            throw new BankBusyException();
        };
    }

    /** A bank that records the charge of each key. */
    static final class Remembering implements Bank {

        private final Map<String, BigDecimal> taken = new ConcurrentHashMap<>();

        @Override
        public String charge(String key, BigDecimal amount) {
            taken.put(key, amount);
            return "payment-" + key.hashCode();
        }

        int charges() {
            return taken.size();
        }
    }
}
