package io.aro.db.privacy.internal;

import io.aro.db.event.Actor;
import io.aro.db.hold.internal.KnownColumns;
import io.aro.db.internal.binding.RowJson;
import io.aro.db.internal.dialect.Dialect;
import io.aro.db.internal.session.Connections;
import io.aro.db.internal.value.Values;
import io.aro.db.privacy.CustomerExport;
import io.aro.db.privacy.ErasureReport;
import io.aro.db.privacy.PrivacyService;
import io.aro.db.refusal.InvalidValueException;
import io.aro.db.repository.Session;
import java.time.Instant;
import java.time.Period;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.jooq.Record;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/** The privacy service of a database; immutable and thread-safe. */
public final class DatabasePrivacyService implements PrivacyService {

    private static final int VERSION = 1;

    private final Connections connections;
    private final KnownColumns columns;
    private final Period consentWindow;

    private DatabasePrivacyService(Connections connections, KnownColumns columns, Period consentWindow) {
        this.connections = connections;
        this.columns = columns;
        this.consentWindow = consentWindow;
    }

    /** Returns the service of a database, with the default evidence period. */
    public static PrivacyService of(Connections connections, KnownColumns columns) {
        return new DatabasePrivacyService(connections, columns, EVIDENCE_KEPT);
    }

    @Override
    public PrivacyService withConsentRetention(Period window) {
        if (Values.required("window", window).isNegative()) {
            throw new InvalidValueException("window", "must not be negative");
        }
        return new DatabasePrivacyService(connections, columns, window);
    }

    @Override
    public CustomerExport export(UUID customerId) {
        Values.required("customer id", customerId);
        return connections.maintenance().readOnly(session -> {
            columns.require(session, "export");
            Subject subject = Subject.of(session, customerId);
            Instant now = session.now();
            ObjectNode document = JsonNodeFactory.instance.objectNode();
            document.put("format", "aro-db.customer-export");
            document.put("version", VERSION);
            document.put("exported_at", now.toString());
            document.put("customer_id", customerId.toString());
            ObjectNode tables = document.putObject("tables");
            PersonalDataInventory.ENTRIES.forEach(
                    entry -> tables.set(entry.table().getName(), rows(session, entry, subject)));
            return new CustomerExport(customerId, now, document);
        });
    }

    @Override
    public ErasureReport erase(UUID customerId, Actor actor) {
        Values.required("customer id", customerId);
        Values.required("actor", actor);
        connections.requireOutsideHost("erase", "call it outside the transaction");
        Connections patient = connections.maintenance();
        Erasure erasure = new Erasure(patient, columns, customerId, actor, consentWindow);
        erasure.run();
        boolean emptied = emptyLog(patient.session());
        Optional<Set<String>> left = patient.files()
                .flatMap(files ->
                        new Leftovers(patient.session(), files, erasure.subject()).columnsOf(erasure.former()));
        return erasure.report(emptied && left.filter(Set::isEmpty).isPresent(), left.orElse(Set.of()));
    }

    @Override
    public boolean scrub() {
        connections.requireOutsideHost("scrub", "call it outside the transaction");
        Session session = connections.maintenance().session();
        session.<Boolean>write(dsl -> {
            Dialect.of(dsl.configuration()).rewrite(dsl);
            return true;
        });
        return emptyLog(session);
    }

    private static boolean emptyLog(Session session) {
        return session.write(dsl -> Dialect.of(dsl.configuration()).emptyLog(dsl));
    }

    private static <R extends Record> ArrayNode rows(Session session, TableRules<R> entry, Subject subject) {
        ArrayNode rows = JsonNodeFactory.instance.arrayNode();
        SubjectRows.read(session, entry, subject).all().forEach(row -> rows.add(RowJson.of(row)));
        return rows;
    }
}
