/**
 * Test programs in other processes, killed or stopped at chosen points.
 *
 * <p>The program reports its position:
 *
 * <pre>{@code
 * public static void main(String[] arguments) {
 *     Checkpoints checkpoints = Checkpoints.ofThisProcess();
 *     try (AroDatabase db = checkpoints.open()) {
 *         checkpoints.start();
 *         handle(db, delivery, () -> checkpoints.reach("charged"));
 *         checkpoints.end("handled");
 *     }
 * }
 * }</pre>
 *
 * <p>The test kills the program there, and at each statement and commit, and checks the remains:
 *
 * <pre>{@code
 * CrashHarness.of(ChildProcess.of(Program.class)).killAtEachPoint(database::sibling, crash -> {
 *     handle(crash.database().open(), delivery);
 *     assertThat(…);
 * });
 * }</pre>
 */
@NullMarked
package io.aro.db.testkit.process;

import org.jspecify.annotations.NullMarked;
