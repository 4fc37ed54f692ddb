/**
 * Finds in migration scripts what goes wrong only on a database in use.
 *
 * <pre>
 * SqlLint ── Script ── Statement ── Change, Phrase ── Token, Tokenizer
 *    │                    └─ Allowance    what a comment allows
 *    └─ Rule ── Check: LockChecks, CompatibilityChecks, PortabilityChecks, TypeChecks, ScriptChecks
 * </pre>
 */
@NullMarked
package io.aro.db.testkit.lint;

import org.jspecify.annotations.NullMarked;
