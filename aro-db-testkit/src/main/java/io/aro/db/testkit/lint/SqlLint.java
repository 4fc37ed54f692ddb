package io.aro.db.testkit.lint;

import io.aro.db.migration.MigrationScript;
import io.aro.db.migration.MigrationSet;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * A linter for migration scripts. It finds mistakes with no effect on an empty database; see {@link Rule}.
 *
 * <p>A comment in front of the statement or inside it allows an intended breach:
 *
 * <pre>{@code -- lint: allow blocking-index because the table has ten rows}</pre>
 *
 * <p>A released script must not change, not even by a comment, as Flyway would detect an edit. Use
 * {@link #allow} for such a script. An unused allowance, or an allowance without a reason, is a finding of its own.
 *
 * <p>The linter is no SQL parser: it knows the statements of its rules, and ignores schema names.
 */
public final class SqlLint {

    private final List<Script> scripts;
    private final List<Released> allowed = new ArrayList<>();

    SqlLint(List<Script> scripts) {
        this.scripts = scripts;
    }

    /** An accepted finding of a released script. */
    private record Released(Rule rule, String script, String reason) {

        boolean covers(Rule other, Script broken) {
            return rule == other && broken.name().equals(script);
        }
    }

    /**
     * Returns a linter for the up and down scripts of both engines.
     *
     * @throws io.aro.db.error.ConfigurationException if the scripts are not on the class path
     */
    public static SqlLint of(MigrationSet set) {
        List<Script> scripts = new ArrayList<>();
        scripts.addAll(scripts(ScriptDialect.SQLITE, set.sqliteScripts(), set.postgresqlScripts()));
        scripts.addAll(scripts(ScriptDialect.POSTGRESQL, set.postgresqlScripts(), set.sqliteScripts()));
        return new SqlLint(scripts);
    }

    private static List<Script> scripts(
            ScriptDialect dialect, List<MigrationScript> own, List<MigrationScript> others) {
        Set<String> twins = others.stream().map(MigrationScript::name).collect(Collectors.toSet());
        List<Script> scripts = new ArrayList<>();
        for (MigrationScript each : own) {
            scripts.add(Script.up(each, dialect, twins.contains(each.name())));
            if (each.down() != null) {
                scripts.add(Script.down(each.name(), each.down(), dialect));
            }
        }
        return scripts;
    }

    /**
     * Allows a released script to break the rule.
     *
     * @param script the file name, as in {@code V001__what_it_does.sql}
     * @param reason the reason, or the harm done
     * @throws IllegalArgumentException if the reason is blank
     */
    public SqlLint allow(Rule rule, String script, String reason) {
        if (reason.isBlank()) {
            throw new IllegalArgumentException("Say why " + script + " may break the rule " + rule.id() + ".");
        }
        allowed.add(new Released(rule, script, reason));
        return this;
    }

    /** Returns the findings, by script and line. */
    public List<Finding> findings() {
        Set<Released> unused = new LinkedHashSet<>(allowed);
        List<Finding> findings = new ArrayList<>();
        for (Script script : scripts) {
            findings.addAll(findings(script, unused));
        }
        for (Released each : unused) {
            findings.add(new Finding(
                    each.script(), 1, "allowed to break " + each.rule().id() + ", but does not; remove the allowance"));
        }
        return List.copyOf(findings);
    }

    private List<Finding> findings(Script script, Set<Released> unused) {
        ScriptReport report = new ScriptReport(script);
        for (Rule rule : Rule.values()) {
            List<Released> covering =
                    allowed.stream().filter(each -> each.covers(rule, script)).toList();
            rule.breaches(script).forEach(statement -> {
                if (covering.isEmpty()) {
                    report.add(rule, statement);
                } else {
                    unused.removeAll(covering);
                }
            });
        }
        return report.findings();
    }

    /**
     * Fails with all findings, if there are any.
     *
     * @throws AssertionError with a line for each finding
     */
    public void assertClean() {
        List<Finding> findings = findings();
        if (!findings.isEmpty()) {
            throw new AssertionError(findings.stream()
                    .map(Finding::toString)
                    .collect(Collectors.joining("\n", findings.size() + " findings in the migrations:\n", "")));
        }
    }
}
