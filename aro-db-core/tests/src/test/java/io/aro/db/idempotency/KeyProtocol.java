package io.aro.db.idempotency;

/** All operations on keys. Each answer is one text, for the comparison of two implementations. */
interface KeyProtocol {

    /** The end of a handler. */
    enum Ending {
        RETURN,
        ANSWER,
        RETRY,
        GIVE_UP,
        UNKNOWN
    }

    /** The deadlines of a key. */
    enum Deadline {
        LEASE,
        REST,
        RESPONSE,
        HORIZON
    }

    /** Claims the key and holds the claim. */
    String claim(int owner, int key, int request);

    /** Claims the key without a request. */
    String lock(int owner, int key);

    /** Completes the key by its owner name alone. */
    String store(int owner, int key);

    /** Acts by the owner's last claim of the key, however old, as do all methods up to {@code step}. */
    String renew(int owner, int key);

    String complete(int owner, int key);

    String retry(int owner, int key);

    String giveUp(int owner, int key);

    String park(int owner, int key);

    String step(int owner, int key, String name);

    /** Handles a request from claim to completion, with a step named {@code a}. */
    String deliverLeased(int key, int request, Ending ending);

    String deliver(int key, int request, boolean fails);

    /** Releases the key as an operator. */
    String release(int key);

    String reconcile(int key, Ending verdict);

    String cleanup();

    /**
     * Moves the clock to a deadline of the key, or to the last microsecond before; by a second without a later
     * deadline.
     */
    String jump(int key, Deadline deadline, boolean before);

    /** Returns all facts about all keys. */
    String facts();
}
