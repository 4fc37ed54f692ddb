package io.aro.db.migration;

import io.aro.db.migration.RollbackPlan.Loss;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Counts the rows of what a script drops, as far as it is there. */
final class LossCount {

    private final Session session;
    private final List<String> tables;

    LossCount(Session session) {
        this.session = session;
        this.tables = session.tables();
    }

    List<Loss> of(Drops drops) {
        List<Loss> losses = new ArrayList<>();
        for (String name : drops.tables()) {
            find(name, tables).ifPresent(table -> losses.add(new Loss(table, count("*", table))));
        }
        drops.columns()
                .forEach(drop -> find(drop.table(), tables)
                        .ifPresent(table -> find(drop.column(), session.columns(table))
                                .ifPresent(column -> losses.add(
                                        new Loss(table + "." + column, count("\"" + column + "\"", table))))));
        return losses;
    }

    private static Optional<String> find(String name, List<String> names) {
        return names.stream().filter(name::equalsIgnoreCase).findFirst();
    }

    private long count(String what, String table) {
        return Long.parseLong(session.text("SELECT count(%s) FROM \"%s\"".formatted(what, table)));
    }
}
