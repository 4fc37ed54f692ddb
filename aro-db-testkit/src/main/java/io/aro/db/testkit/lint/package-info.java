/**
 * A linter for migration scripts, against mistakes with no effect on an empty database.
 *
 * <pre>
 *   SqlLint ── Script ── Statement ── Change, Phrase ── Token, Tokenizer
 *      │                    └─ Allowance    a breach allowed by a comment
 *      └─ Rule ── BreachFinder: LockChecks, CompatibilityChecks, PortabilityChecks, TypeChecks, ScriptChecks
 * </pre>
 */
@NullMarked
package io.aro.db.testkit.lint;

import org.jspecify.annotations.NullMarked;
