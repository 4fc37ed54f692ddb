package io.aro.db.cli;

import io.aro.db.migration.MigrationEvent;
import io.aro.db.migration.Migrator;
import io.aro.db.migration.RollbackPlan;
import io.aro.db.migration.RollbackPlan.Loss;
import io.aro.db.migration.RollbackPlan.Step;
import io.aro.db.migration.RollbackReport;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** The command {@code rollback}: shows a plan; performs the rollback only with {@code --yes}. */
@Command(
        name = "rollback",
        description = {
            "Roll back all migrations above a version, newest first.",
            "Without --yes, show the scripts and the values to be lost, and change nothing."
        })
final class RollbackCommand extends DatabaseCommand {

    /** The JSON answer of {@code rollback} without confirmation. */
    private record Plan(boolean dryRun, int fromVersion, int toVersion, List<Step> steps) {}

    /** The JSON answer of {@code rollback}. */
    private record Document(
            boolean dryRun,
            int fromVersion,
            int toVersion,
            List<Progress> migrations,
            List<String> droppedTables,
            long millis) {}

    @Option(
            names = "--to",
            required = true,
            paramLabel = "VERSION",
            description = "Newest version to keep; 0 rolls back all migrations.")
    private int target;

    @Option(names = "--yes", description = "Perform the rollback.")
    private boolean yes;

    @Override
    protected int run(DatabaseAddress address, Output output) {
        Migrator migrator = address.migrator();
        if (yes) {
            rollBack(migrator, output);
        } else {
            show(migrator.planRollback(target), output);
        }
        return OK;
    }

    private static void show(RollbackPlan plan, Output output) {
        for (Step step : plan.steps()) {
            output.line(String.format(Locale.ROOT, "would run    %s", step.script()));
            if (!step.warning().isEmpty()) {
                output.line(String.format(Locale.ROOT, "             loses %s", step.warning()));
            }
            for (Loss loss : step.losses()) {
                output.line("             " + line(loss));
            }
        }
        if (plan.steps().isEmpty()) {
            output.line(String.format(
                    Locale.ROOT, "The schema is at version %s; there is nothing to roll back.", plan.fromVersion()));
        } else {
            output.line(String.format(
                    Locale.ROOT,
                    "Nothing was changed; add --yes to go from version %s to version %s.",
                    plan.fromVersion(),
                    plan.toVersion()));
        }
        output.document(new Plan(true, plan.fromVersion(), plan.toVersion(), plan.steps()));
    }

    private static String line(Loss loss) {
        String named =
                String.format(Locale.ROOT, "%s (%s %s)", loss.name(), loss.rows(), loss.rows() == 1 ? "row" : "rows");
        return switch (loss.fate()) {
            case LOST -> "drops " + named;
            case RESTORED -> String.format(Locale.ROOT, "drops %s; migrating again restores the values", named);
            case CHANGED -> String.format(Locale.ROOT, "keeps %s; migrating again computes other values", named);
        };
    }

    private void rollBack(Migrator migrator, Output output) {
        List<Progress> progress = new ArrayList<>();
        RollbackReport report = migrator.with((MigrationEvent event) -> {
                    Progress step = Progress.of(event);
                    progress.add(step);
                    output.line(step.line());
                })
                .rollback(target);
        output.line(String.format(
                Locale.ROOT,
                "The schema is at version %s: %s rolled back, %s tables dropped, in %s ms.",
                report.toVersion(),
                report.undone().size(),
                report.droppedTables().size(),
                report.took().toMillis()));
        output.document(new Document(
                false,
                report.fromVersion(),
                report.toVersion(),
                progress,
                report.droppedTables(),
                report.took().toMillis()));
    }
}
