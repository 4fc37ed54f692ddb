package io.aro.db.idempotency;

/** Is everything that can happen to keys; each answer is one text, so that two who implement it can be compared. */
interface KeyProtocol {

    /** How a handler ends. */
    enum Ending {
        RETURN,
        ANSWER,
        RETRY,
        GIVE_UP,
        UNKNOWN
    }

    /** The clocks that a key runs on. */
    enum Deadline {
        LEASE,
        REST,
        RESPONSE,
        HORIZON
    }

    /** Claims the key and holds it. */
    String claim(int owner, int key, int request);

    /** Claims the key without a request. */
    String lock(int owner, int key);

    /** Completes the key by its owner alone. */
    String store(int owner, int key);

    /** Does one of the following by the last claim that the owner got of the key, however long ago. */
    String renew(int owner, int key);

    String complete(int owner, int key);

    String retry(int owner, int key);

    String giveUp(int owner, int key);

    String park(int owner, int key);

    String step(int owner, int key, String name);

    /** Handles a request from its claim to its end, with a step named {@code a}. */
    String deliverLeased(int key, int request, Ending ending);

    String deliver(int key, int request, boolean fails);

    /** Releases the key as a person does who runs the service. */
    String release(int key);

    String reconcile(int key, Ending verdict);

    String cleanup();

    /** Jumps to a deadline of the key, or to the last microsecond before it; by a second if there is none ahead. */
    String jump(int key, Deadline deadline, boolean before);

    /** Returns all that is known of all keys. */
    String facts();
}
