package io.aro.db.examples.benchmarks.peers.jooq;

import static io.aro.db.schema.Tables.APPOINTMENTS;
import static io.aro.db.schema.Tables.APPOINTMENT_TRANSITIONS;
import static io.aro.db.schema.Tables.CUSTOMERS;
import static io.aro.db.schema.Tables.EVENTS;
import static org.jooq.impl.DSL.field;
import static org.jooq.impl.DSL.inline;

import io.aro.db.examples.benchmarks.peers.contender.Fresh;
import io.aro.db.examples.benchmarks.peers.contender.NewBooking;
import io.aro.db.lifecycle.AppointmentStatus;
import io.aro.db.schema.tables.records.AppointmentTransitionsRecord;
import io.aro.db.schema.tables.records.AppointmentsRecord;
import io.aro.db.schema.tables.records.CustomersRecord;
import io.aro.db.schema.tables.records.EventsRecord;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.UUID;
import org.jooq.DSLContext;
import org.jooq.Field;
import org.jooq.JSONB;
import org.jooq.Query;

/** Writes by plain jOOQ. */
final class JooqBookings {

    private final DSLContext writer;
    private final boolean postgres;

    JooqBookings(DSLContext writer, boolean postgres) {
        this.writer = writer;
        this.postgres = postgres;
    }

    CustomersRecord upsert(String phone, String name) {
        Instant now = Fresh.now();
        CustomersRecord inserted = writer.insertInto(CUSTOMERS)
                .set(CUSTOMERS.ID, Fresh.id())
                .set(CUSTOMERS.PHONE, phone)
                .set(CUSTOMERS.NAME, name)
                .set(CUSTOMERS.COMMUNICATION_PREFERENCE, "sms")
                .set(CUSTOMERS.CREATED_AT, now)
                .set(CUSTOMERS.UPDATED_AT, now)
                .set(CUSTOMERS.TAGS, List.of())
                .onConflict(CUSTOMERS.PHONE)
                .doNothing()
                .returning()
                .fetchOne();
        return inserted != null
                ? inserted
                : writer.selectFrom(CUSTOMERS).where(CUSTOMERS.PHONE.eq(phone)).fetchSingle();
    }

    AppointmentsRecord confirm(UUID id, String kind, String actor) {
        return writer.transactionResult(configuration -> confirm(configuration.dsl(), id, kind, actor));
    }

    private AppointmentsRecord confirm(DSLContext dsl, UUID id, String kind, String actor) {
        Instant now = Fresh.now();
        AppointmentsRecord confirmed = update(dsl, id, now);
        int version = confirmed.getVersion();
        dsl.update(APPOINTMENT_TRANSITIONS)
                .set(APPOINTMENT_TRANSITIONS.LAST, false)
                .set(APPOINTMENT_TRANSITIONS.NEXT_SEQUENCE, version)
                .where(APPOINTMENT_TRANSITIONS.APPOINTMENT_ID.eq(id))
                .and(APPOINTMENT_TRANSITIONS.SEQUENCE.eq(version - 1))
                .execute();
        AppointmentTransitionsRecord transition =
                transition(id, version, AppointmentStatus.CONFIRMED, kind, actor, now);
        transition.setPreviousSequence(version - 1);
        transition.setFromStatus(AppointmentStatus.BOOKED);
        dsl.insertInto(APPOINTMENT_TRANSITIONS).set(transition).execute();
        String data = "{\"from\":\"booked\",\"to\":\"confirmed\",\"version\":" + version + "}";
        dsl.insertInto(EVENTS)
                .set(event("appointment.confirmed", id, kind, actor, data, now))
                .execute();
        counters(dsl, confirmed.getCustomerId(), 0, 1, now).execute();
        return confirmed;
    }

    private AppointmentsRecord update(DSLContext dsl, UUID id, Instant now) {
        Field<List<AppointmentStatus>> appended = field(
                postgres ? "array_append({0}, {1})" : "json_insert({0}, '$[#]', {1})",
                APPOINTMENTS.PREVIOUS_STATUS.getDataType(),
                APPOINTMENTS.PREVIOUS_STATUS,
                APPOINTMENTS.STATUS);
        return dsl.update(APPOINTMENTS)
                .set(APPOINTMENTS.STATUS, AppointmentStatus.CONFIRMED)
                .set(APPOINTMENTS.PREVIOUS_STATUS, appended)
                .set(APPOINTMENTS.VERSION, APPOINTMENTS.VERSION.plus(1))
                .set(APPOINTMENTS.UPDATED_AT, now)
                .set(APPOINTMENTS.CONFIRMATION_RECEIVED, true)
                .set(APPOINTMENTS.CONFIRMATION_DATE, now)
                .where(APPOINTMENTS.ID.eq(id))
                .and(APPOINTMENTS.STATUS.eq(AppointmentStatus.BOOKED))
                .and(APPOINTMENTS.ARCHIVED_AT.isNull())
                .returning()
                .fetchSingle();
    }

    private static AppointmentTransitionsRecord transition(
            UUID id, int sequence, AppointmentStatus to, String kind, String actor, Instant now) {
        AppointmentTransitionsRecord row = new AppointmentTransitionsRecord();
        row.setAppointmentId(id);
        row.setSequence(sequence);
        row.setToStatus(to);
        row.setActor(kind);
        row.setActorId(actor);
        row.setOccurredAt(now);
        return row;
    }

    private static EventsRecord event(String type, UUID id, String kind, String actor, String data, Instant now) {
        EventsRecord row = new EventsRecord();
        row.setId(Fresh.id());
        row.setTimestamp(now);
        row.setType(type);
        row.setEntityType("appointment");
        row.setEntityId(id);
        row.setActor(kind);
        row.setActorId(actor);
        row.setData(JSONB.valueOf(data));
        row.setMetadata(JSONB.valueOf(NewBooking.METADATA));
        row.setCreatedAt(now);
        return row;
    }

    private Query counters(DSLContext dsl, UUID customer, int booked, int confirmed, Instant now) {
        String rate = "(({0} + {2}) * 20000 + {1} + {3}) / (({1} + {3}) * 2)";
        Field<BigDecimal> newRate = field(
                postgres ? "cast(" + rate + " as numeric(10, 2)) / 100" : rate,
                CUSTOMERS.CONFIRMATION_RATE.getDataType(),
                CUSTOMERS.CONFIRMED_COUNT,
                CUSTOMERS.APPOINTMENT_COUNT,
                inline(confirmed),
                inline(booked));
        return dsl.update(CUSTOMERS)
                .set(CUSTOMERS.APPOINTMENT_COUNT, CUSTOMERS.APPOINTMENT_COUNT.plus(booked))
                .set(CUSTOMERS.CONFIRMED_COUNT, CUSTOMERS.CONFIRMED_COUNT.plus(confirmed))
                .set(CUSTOMERS.CONFIRMATION_RATE, newRate)
                .set(CUSTOMERS.UPDATED_AT, now)
                .where(CUSTOMERS.ID.eq(customer));
    }

    int book(List<NewBooking> bookings) {
        return writer.transactionResult(configuration -> book(configuration.dsl(), bookings));
    }

    private int book(DSLContext dsl, List<NewBooking> bookings) {
        Instant now = Fresh.now();
        List<AppointmentsRecord> rows = new ArrayList<>();
        List<AppointmentTransitionsRecord> transitions = new ArrayList<>();
        List<EventsRecord> events = new ArrayList<>();
        Map<UUID, Integer> ofCustomers = new TreeMap<>();
        for (NewBooking booking : bookings) {
            AppointmentsRecord row = appointment(booking, now);
            rows.add(row);
            transitions.add(transition(row.getId(), 1, AppointmentStatus.BOOKED, "system", NewBooking.ACTOR_ID, now));
            events.add(
                    event("appointment.created", row.getId(), "system", NewBooking.ACTOR_ID, booking.eventData(), now));
            ofCustomers.merge(booking.customerId(), 1, Integer::sum);
        }
        dsl.batchInsert(rows).execute();
        dsl.batchInsert(transitions).execute();
        dsl.batchInsert(events).execute();
        List<Query> counters = new ArrayList<>();
        ofCustomers.forEach((customer, booked) -> counters.add(counters(dsl, customer, booked, 0, now)));
        dsl.batch(counters).execute();
        return rows.size();
    }

    private static AppointmentsRecord appointment(NewBooking booking, Instant now) {
        AppointmentsRecord row = new AppointmentsRecord();
        row.setId(Fresh.id());
        row.setExternalSource(NewBooking.SOURCE);
        row.setExternalId(booking.externalId());
        row.setCustomerId(booking.customerId());
        row.setDate(booking.date());
        row.setDuration(booking.minutes());
        row.setServiceType(booking.serviceType());
        row.setServiceCost(booking.serviceCost());
        row.setCreatedAt(now);
        row.setUpdatedAt(now);
        return row;
    }
}
