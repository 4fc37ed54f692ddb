/**
 * Gives tests a migrated database of their own, and assertions about it.
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
 * <p>A PostgreSQL server comes from the first of these that has one: the setting {@code aro.test.postgres.url}, then the
 * embedded binaries. Where there is none the tests are skipped, or fail if {@code aro.requirePostgres} is true. Each of
 * these settings is a system property, a configuration parameter of JUnit, or an environment variable ({@code
 * ARO_TEST_POSTGRES_URL}):
 *
 * <table>
 *   <caption>Settings</caption>
 *   <tr><td>{@code aro.test.postgres.url}</td><td>JDBC URL of a server of any of the tested versions</td></tr>
 *   <tr><td>{@code aro.test.postgres.url.18}</td><td>JDBC URL of the server of one version</td></tr>
 *   <tr><td>{@code aro.postgres.binaries.18}</td><td>jar with the embedded binaries of one version</td></tr>
 *   <tr><td>{@code aro.requirePostgres}</td><td>true makes a missing server a failure</td></tr>
 *   <tr><td>{@code aro.test.quiet}</td><td>true leaves out the line that names the engines at the end</td></tr>
 * </table>
 */
@NullMarked
package io.aro.db.testkit;

import org.jspecify.annotations.NullMarked;
