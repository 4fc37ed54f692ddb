package io.aro.db.examples.frontdesk;

import io.aro.db.examples.frontdesk.Bank.BankBusyException;
import java.math.BigDecimal;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/** Makes banks for tests. */
final class Banks {

    private Banks() {}

    /** Returns a bank that nobody asks. */
    static Bank free() {
        return (key, amount) -> {
            throw new IllegalStateException("Nobody should have asked for money.");
        };
    }

    /** Returns a bank that is busy. */
    static Bank busy() {
        return (key, amount) -> {
            throw new BankBusyException();
        };
    }

    /** Remembers what it has taken by each key. */
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
