/**
 * A linter for migration scripts, for mistakes that show only on a database in use.
 *
 * <pre>
 * SqlLint ── Script ── Statement ── Change, Phrase ── Token, Tokenizer
 *    │                    └─ Allowance    what a comment allows
 *    └─ Rule ── BreachFinder: LockChecks, CompatibilityChecks, PortabilityChecks, TypeChecks, ScriptChecks
 * </pre>
 */
@NullMarked
package io.aro.db.testkit.lint;

import org.jspecify.annotations.NullMarked;
