package io.aro.db.testkit.lint;

import io.aro.db.migration.MigrationScript;
import io.aro.db.migration.MigrationSet;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * A linter for migration scripts that finds mistakes which show only on a database in use; see {@link Rule}.
 *
 * <p>What is meant all the same is allowed where it stands, by a comment in front of the statement or in it:
 *
 * <pre>{@code -- lint: allow blocking-index because the table has ten rows}</pre>
 *
 * <p>A script that has been released cannot get a comment any more, because Flyway would take it for another; it is
 * allowed by {@link #allow}. An allowance without a reason, or that nothing needs, is a finding of its own.
 *
 * <p>It is no parser of SQL: it knows the statements that its rules are about, and takes names in different schemas for
 * the same.
 */
public final class SqlLint {

    private final List<Script> scripts;
    private final List<Released> allowed = new ArrayList<>();

    SqlLint(List<Script> scripts) {
        this.scripts = scripts;
    }

    private record Released(Rule rule, String script, String reason) {

        boolean covers(Rule other, Script broken) {
            return rule == other && broken.name().equals(script);
        }
    }

    /**
     * Returns a lint of the scripts for both engines, those up and those back.
     *
     * @throws io.aro.db.error.ConfigurationException if the class path does not have them
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
     * Allows a released script, which cannot be changed any more, to break the rule.
     *
     * @param script the name of the file, as in {@code V001__what_it_does.sql}
     * @param reason why that did no harm, or what harm it did
     * @throws IllegalArgumentException if the reason is blank
     */
    public SqlLint allow(Rule rule, String script, String reason) {
        if (reason.isBlank()) {
            throw new IllegalArgumentException("Say why " + script + " may break the rule " + rule.id() + ".");
        }
        allowed.add(new Released(rule, script, reason));
        return this;
    }

    /** Returns what is found, by script and line. */
    public List<Finding> findings() {
        Set<Released> unused = new LinkedHashSet<>(allowed);
        List<Finding> findings = new ArrayList<>();
        for (Script script : scripts) {
            findings.addAll(findings(script, unused));
        }
        for (Released each : unused) {
            findings.add(new Finding(
                    each.script(), 1, "allowed to break " + each.rule().id() + ", which it does not; take that back"));
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
     * Returns if nothing is found.
     *
     * @throws AssertionError if something is, with a line for each
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
