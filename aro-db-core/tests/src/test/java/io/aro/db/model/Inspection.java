package io.aro.db.model;

import io.aro.db.appointment.Appointment;
import io.aro.db.event.EventQuery;
import io.aro.db.model.Operation.Call;
import io.aro.db.model.Operation.Weight;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jooq.impl.DSL;

/** A read of all rows, by the queries of the repositories. */
@Weight(0)
record Inspection() implements Call {

    private static final int ALL = 1_000;

    @Override
    public Object on(Repositories db, Known known) {
        Map<String, Object> all = new LinkedHashMap<>();
        List<Appointment> appointments = db.appointments().findAll(DSL.noCondition());
        all.put("customers", db.customers().findAll(DSL.noCondition()));
        all.put("appointments", appointments);
        for (Appointment appointment : appointments) {
            all.put("history of " + appointment.id(), db.appointments().transitionsOf(appointment.id()));
        }
        all.put("reminders", db.reminders().findLatest(ALL));
        for (String phone : Pools.PHONES) {
            all.put("consents of " + phone, db.consents().findByPhone(phone, ALL));
        }
        all.put("events", db.events().find(EventQuery.all().withLimit(ALL)));
        for (Noun noun : Noun.values()) {
            for (UUID id : noun.ids(known)) {
                all.put(noun + " " + id, db.events().findByEntity(noun.word(), id, ALL));
            }
        }
        all.put("config", db.config().find());
        all.put("workflows", db.workflows().findAll(DSL.noCondition()));
        all.put("dead letters", db.deadLetters().findLatest(ALL));
        return all;
    }

    @Override
    public Object on(Model model, Known known) {
        Map<String, Object> all = new LinkedHashMap<>();
        all.put("customers", model.customers().all());
        all.put("appointments", model.appointments().all());
        for (Appointment appointment : model.appointments().all()) {
            all.put("history of " + appointment.id(), model.appointments().transitionsOf(appointment.id()));
        }
        all.put("reminders", model.reminders().latestFirst());
        for (String phone : Pools.PHONES) {
            all.put(
                    "consents of " + phone,
                    model.tables().consents().values().stream()
                            .filter(consent -> consent.phone().equals(phone))
                            .toList());
        }
        all.put("events", model.events().all());
        for (Noun noun : Noun.values()) {
            for (UUID id : noun.ids(known)) {
                all.put(noun + " " + id, model.events().of(noun.word(), id));
            }
        }
        all.put("config", model.config().find());
        all.put("workflows", List.copyOf(model.tables().workflows().values()));
        all.put("dead letters", model.deadLetters().latestFirst());
        return all;
    }
}
