package io.aro.db.idempotency;

/**
 * The report of a clean-up.
 *
 * @param keysDeleted how many keys it deleted
 * @param responsesDeleted how many responses of keys that stay it deleted
 */
public record CleanupReport(long keysDeleted, long responsesDeleted) {}
