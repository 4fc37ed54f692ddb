/**
 * Migrated databases for tests, and assertions about them.
 *
 * <p>{@link io.aro.db.testkit.AroDatabaseTest} runs the tests of a class on SQLite, {@link
 * io.aro.db.testkit.BothEngines} a class or a method on PostgreSQL as well:
 *
 * <pre>{@code
 * @AroDatabaseTest
 * class BookingTest {
 *     @BothEngines
 *     void remembersTheCustomer(AroDatabase db, TestClock clock) { … }
 * }
 * }</pre>
 *
 * <p>Without JUnit, {@link io.aro.db.testkit.TestDatabase#sqlite()} and {@link
 * io.aro.db.testkit.TestDatabase#postgres()} hand out the same.
 *
 * <p>A PostgreSQL server comes from the first of these that has one: a configured server, the embedded binaries, a
 * container. Where there is none the tests are skipped, or fail if {@code aro.requirePostgres} is true. Each of these
 * settings is a system property, a configuration parameter of JUnit, or an environment variable ({@code
 * ARO_TEST_POSTGRES_URL}); where a name ends with a version, it is for that version alone:
 *
 * <table>
 *   <caption>Settings</caption>
 *   <tr><td>{@code aro.test.postgres.url}, {@code aro.test.postgres.url.18}</td><td>JDBC URL of a server whose user may
 *       create databases</td></tr>
 *   <tr><td>{@code aro.postgres.binaries.18}</td><td>jar with the embedded binaries for this platform; else they are looked
 *       for on the class path</td></tr>
 *   <tr><td>{@code aro.test.postgres.image}, {@code aro.test.postgres.image.18}</td><td>image of the container; {@code
 *       postgres:18} if nothing else is said, {@code none} for no container; Testcontainers must be on the class
 *       path</td></tr>
 *   <tr><td>{@code aro.test.engines}</td><td>the engines to test on, separated by commas: {@code sqlite}, {@code
 *       postgres-15}, {@code postgres-18}, or {@code postgres} for every version of it; all of them if nothing is said. What
 *       is marked runs on no other, and what is for SQLite alone is skipped without it. A test that asks {@link
 *       io.aro.db.testkit.TestDatabases} by itself for a PostgreSQL that is not listed fails; SQLite, which needs no server,
 *       it gets in any run</td></tr>
 *   <tr><td>{@code aro.requirePostgres}</td><td>true makes a missing server a failure</td></tr>
 *   <tr><td>{@code aro.test.quiet}</td><td>true leaves out the lines about the engines at the end</td></tr>
 * </table>
 *
 * <p>On a server that outlives the tests their databases are named {@code aro_run_…} and {@code aro_template_…}; what a run
 * that was killed has left there, the next one drops.
 *
 * <p>Files are in a folder of the temporary folder ({@code java.io.tmpdir}) that belongs to the user of the tests and that
 * nobody else may write to; any other is refused.
 */
@NullMarked
package io.aro.db.testkit;

import org.jspecify.annotations.NullMarked;
