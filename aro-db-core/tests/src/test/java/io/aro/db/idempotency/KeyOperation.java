package io.aro.db.idempotency;

import io.aro.db.idempotency.KeyProtocol.Deadline;
import io.aro.db.idempotency.KeyProtocol.Ending;

/** An operation on keys. */
sealed interface KeyOperation {

    String on(KeyProtocol keys);

    record Claim(int owner, int key, int request) implements KeyOperation {

        @Override
        public String on(KeyProtocol keys) {
            return keys.claim(owner, key, request);
        }
    }

    record Lock(int owner, int key) implements KeyOperation {

        @Override
        public String on(KeyProtocol keys) {
            return keys.lock(owner, key);
        }
    }

    record Store(int owner, int key) implements KeyOperation {

        @Override
        public String on(KeyProtocol keys) {
            return keys.store(owner, key);
        }
    }

    record Renew(int owner, int key) implements KeyOperation {

        @Override
        public String on(KeyProtocol keys) {
            return keys.renew(owner, key);
        }
    }

    record Complete(int owner, int key) implements KeyOperation {

        @Override
        public String on(KeyProtocol keys) {
            return keys.complete(owner, key);
        }
    }

    record Retry(int owner, int key) implements KeyOperation {

        @Override
        public String on(KeyProtocol keys) {
            return keys.retry(owner, key);
        }
    }

    record GiveUp(int owner, int key) implements KeyOperation {

        @Override
        public String on(KeyProtocol keys) {
            return keys.giveUp(owner, key);
        }
    }

    record Park(int owner, int key) implements KeyOperation {

        @Override
        public String on(KeyProtocol keys) {
            return keys.park(owner, key);
        }
    }

    record Step(int owner, int key, String name) implements KeyOperation {

        @Override
        public String on(KeyProtocol keys) {
            return keys.step(owner, key, name);
        }
    }

    record DeliverLeased(int key, int request, Ending ending) implements KeyOperation {

        @Override
        public String on(KeyProtocol keys) {
            return keys.deliverLeased(key, request, ending);
        }
    }

    record Deliver(int key, int request, boolean fails) implements KeyOperation {

        @Override
        public String on(KeyProtocol keys) {
            return keys.deliver(key, request, fails);
        }
    }

    record Release(int key) implements KeyOperation {

        @Override
        public String on(KeyProtocol keys) {
            return keys.release(key);
        }
    }

    record Reconcile(int key, Ending verdict) implements KeyOperation {

        @Override
        public String on(KeyProtocol keys) {
            return keys.reconcile(key, verdict);
        }
    }

    record Cleanup() implements KeyOperation {

        @Override
        public String on(KeyProtocol keys) {
            return keys.cleanup();
        }
    }

    record Jump(int key, Deadline deadline, boolean before) implements KeyOperation {

        @Override
        public String on(KeyProtocol keys) {
            return keys.jump(key, deadline, before);
        }
    }
}
