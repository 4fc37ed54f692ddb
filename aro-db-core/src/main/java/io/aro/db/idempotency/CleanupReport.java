package io.aro.db.idempotency;

/**
 * The counts of one cleanup.
 *
 * @param keysDeleted the number of deleted keys
 * @param responsesDeleted the number of responses deleted from keys still in their retention
 */
public record CleanupReport(long keysDeleted, long responsesDeleted) {}
