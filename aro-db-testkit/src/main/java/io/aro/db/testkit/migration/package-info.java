/**
 * Shows that the migrations of a service go both ways and keep its rows, and that its schema has what a schema needs.
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
