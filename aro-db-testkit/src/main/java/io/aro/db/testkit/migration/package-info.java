/**
 * A contract test for the migrations of a service: they run both ways, preserve rows and yield a complete
 * schema.
 *
 * <pre>{@code
 * class OurMigrationsTest extends MigrationContract {
 *     @Override
 *     protected MigrationSet migrations() {
 *         return new MigrationSet("db/billing", "billing_schema_history");
 *     }
 *
 *     @Override
 *     protected Map<String, String> sampleRows() {
 *         return Map.of("invoices", "INSERT INTO invoices …");
 *     }
 * }
 * }</pre>
 */
@NullMarked
package io.aro.db.testkit.migration;

import org.jspecify.annotations.NullMarked;
