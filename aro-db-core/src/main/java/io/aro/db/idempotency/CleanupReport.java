package io.aro.db.idempotency;

/**
 * Says what a clean-up has removed.
 *
 * @param keysDeleted how many keys it deleted
 * @param responsesDeleted how many responses of keys that stay it deleted
 */
public record CleanupReport(long keysDeleted, long responsesDeleted) {}
