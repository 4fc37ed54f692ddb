package io.aro.db.config;

import java.time.Instant;
import java.util.UUID;

/**
 * Is the configuration as the database holds it; an immutable picture of the row as it was read.
 *
 * @param id the id of the row
 * @param config what the business has set
 * @param version how often it was written, from 1
 * @param createdAt when the row was made
 * @param updatedAt when the row was last changed
 */
public record StoredConfig(UUID id, BusinessConfig config, int version, Instant createdAt, Instant updatedAt) {}
