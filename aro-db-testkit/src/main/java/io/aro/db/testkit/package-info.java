/**
 * Test databases with a migrated schema, and assertions on their content.
 *
 * <p>{@link io.aro.db.testkit.AroDatabaseTest} runs the tests of a class on SQLite.
 * {@link io.aro.db.testkit.BothEngines} adds PostgreSQL, for a class or for a single method:
 *
 * <pre>{@code
 * @AroDatabaseTest
 * class BookingTest {
 *     @BothEngines
 *     void remembersTheCustomer(AroDatabase db, TestClock clock) { … }
 * }
 * }</pre>
 *
 * <p>Without JUnit, {@link io.aro.db.testkit.TestDatabase#sqlite()} and
 * {@link io.aro.db.testkit.TestDatabase#postgres()} create the same databases.
 *
 * <p>PostgreSQL servers come from three sources, tried in this order: a configured server, the embedded binaries, a
 * container. Tests without a server are skipped; with {@code aro.requirePostgres} set to true they fail. Each setting
 * below is a system property, a JUnit configuration parameter, or an environment variable
 * ({@code ARO_TEST_POSTGRES_URL}). A version suffix limits a setting to that major version:
 *
 * <table>
 *   <caption>Settings</caption>
 *   <tr><td>{@code aro.test.postgres.url}, {@code aro.test.postgres.url.18}</td><td>JDBC URL of a server; its user
 *       needs the right to create databases.</td></tr>
 *   <tr><td>{@code aro.postgres.binaries.18}</td><td>jar with the embedded binaries for this platform; the class path
 *       by default.</td></tr>
 *   <tr><td>{@code aro.test.postgres.image}, {@code aro.test.postgres.image.18}</td><td>image of the container,
 *       {@code postgres:18} by default. The value {@code none} turns containers off. Testcontainers must be on
 *       the class path.</td></tr>
 *   <tr><td>{@code aro.test.engines}</td><td>comma-separated engines to test on, all by default: {@code sqlite},
 *       {@code postgres-15}, {@code postgres-18}, or {@code postgres} for every version. Tests marked
 *       {@link io.aro.db.testkit.BothEngines} run on the listed engines alone. Tests for SQLite alone are skipped
 *       unless SQLite is listed. {@link io.aro.db.testkit.TestDatabases} refuses an unlisted PostgreSQL, but creates
 *       SQLite databases in any run.</td></tr>
 *   <tr><td>{@code aro.requirePostgres}</td><td>true makes a missing server a failure.</td></tr>
 *   <tr><td>{@code aro.test.quiet}</td><td>true suppresses the summary of engines at the end of the run.</td></tr>
 * </table>
 *
 * <p>On a configured server, databases are named {@code aro_run_…} and {@code aro_template_…}. The next run drops
 * databases of a killed run.
 *
 * <p>Files are stored in a subdirectory of the temporary directory ({@code java.io.tmpdir}). The user of the tests must
 * own this directory, and no other user may have write permission; otherwise the run fails.
 */
@NullMarked
package io.aro.db.testkit;

import org.jspecify.annotations.NullMarked;
