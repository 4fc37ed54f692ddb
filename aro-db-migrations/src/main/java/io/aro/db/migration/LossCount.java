package io.aro.db.migration;

import io.aro.db.migration.DroppedObjects.Column;
import io.aro.db.migration.RollbackPlan.Fate;
import io.aro.db.migration.RollbackPlan.Loss;
import io.aro.db.migration.internal.session.MigrationSession;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Names and counts the existing values not preserved by down scripts. Serves one plan. */
final class LossCount {

    private final MigrationSession session;
    private final List<String> tables;
    private final Set<String> droppedTables = new HashSet<>();
    private final Set<String> lostTables = new HashSet<>();
    private final Set<String> named = new HashSet<>();

    /**
     * Takes all scripts of the plan: values are restored only if both their table and its source survive
     * every script.
     */
    LossCount(MigrationSession session, List<DownScript> scripts) {
        this.session = session;
        this.tables = session.tables();
        scripts.forEach(
                script -> droppedTables.addAll(DroppedObjects.in(script.sql()).tables()));
        scripts.forEach(script -> DroppedObjects.in(script.sql()).tables().stream()
                .filter(table -> dropped(table, script) == Fate.LOST)
                .forEach(lostTables::add));
    }

    /** Returns the losses of a script, without columns already lost by a newer script. */
    List<Loss> of(DownScript script) {
        DroppedObjects drops = DroppedObjects.in(script.sql());
        List<Loss> losses = new ArrayList<>();
        for (String name : drops.tables()) {
            find(name, tables)
                    .ifPresent(table -> losses.add(new Loss(table, count("*", table), dropped(table, script))));
        }
        drops.columns().forEach(column -> add(column, script, losses));
        drops.refills().forEach((table, kept) -> leftOut(table, kept).forEach(column -> add(column, script, losses)));
        script.changed().keySet().stream()
                .map(name -> name.split("\\.", 2))
                .forEach(name ->
                        find(name[0], tables).ifPresent(table -> losses.add(loss(table, name[1], Fate.CHANGED))));
        return losses;
    }

    /** Returns the columns missing from the refill of a table created anew. */
    private List<Column> leftOut(String name, Set<String> kept) {
        if (kept.isEmpty()) {
            return List.of();
        }
        return find(name, tables).stream()
                .flatMap(table -> session.columns(table).stream())
                .filter(column -> !kept.contains(column.toLowerCase(Locale.ROOT)))
                .map(column -> new Column(name, column))
                .toList();
    }

    private void add(Column drop, DownScript script, List<Loss> losses) {
        find(drop.table(), tables)
                .ifPresent(table -> find(drop.column(), session.columns(table))
                        .filter(column -> named.add(table + "." + column))
                        .ifPresent(column -> losses.add(loss(table, column, dropped(table + "." + column, script)))));
    }

    private Loss loss(String table, String column, Fate fate) {
        Fate ofBoth = lostTables.stream().anyMatch(table::equalsIgnoreCase) ? Fate.LOST : fate;
        return new Loss(table + "." + column, count("\"" + column + "\"", table), ofBoth);
    }

    private Fate dropped(String name, DownScript script) {
        Map<String, String> restored = script.restored();
        return restored.containsKey(name) && !droppedTables.contains(restored.get(name)) ? Fate.RESTORED : Fate.LOST;
    }

    private static Optional<String> find(String name, List<String> names) {
        return names.stream().filter(name::equalsIgnoreCase).findFirst();
    }

    private long count(String name, String table) {
        return Long.parseLong(session.text(String.format(Locale.ROOT, "SELECT count(%s) FROM \"%s\"", name, table)));
    }
}
