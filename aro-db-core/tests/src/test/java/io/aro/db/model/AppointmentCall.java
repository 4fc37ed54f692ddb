package io.aro.db.model;

import static io.aro.db.schema.Tables.APPOINTMENTS;

import io.aro.db.appointment.NewAppointment;
import io.aro.db.appointment.NewSlot;
import io.aro.db.lifecycle.AppointmentStatus;
import io.aro.db.lifecycle.Correction;
import io.aro.db.model.Operation.Call;
import io.aro.db.model.Operation.Weight;
import io.aro.db.repository.Changes;
import io.aro.db.schema.tables.records.AppointmentsRecord;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import org.jooq.TableField;
import org.jspecify.annotations.Nullable;

/** A call that changes appointments. */
sealed interface AppointmentCall extends Call {

    /** The data of a new appointment. */
    record Visit(
            int customer,
            Instant date,
            int minutes,
            String service,
            BigDecimal cost,
            String externalSource,
            @Nullable String externalId,
            @Nullable String provider,
            @Nullable String location,
            @Nullable BigDecimal deposit,
            @Nullable String notes,
            Who who) {

        /** Returns the source, empty without an id. */
        String source() {
            return externalId == null ? "" : externalSource;
        }

        NewAppointment asNew(Known known) {
            return new NewAppointment(
                    known.customer(customer),
                    date,
                    Duration.ofMinutes(minutes),
                    service,
                    cost,
                    source(),
                    externalId,
                    provider,
                    location,
                    deposit,
                    notes,
                    who.actor());
        }
    }

    /** The target of a rescheduling. */
    record Slot(
            Instant date,
            @Nullable Integer minutes,
            @Nullable String provider,
            @Nullable String location,
            String externalSource,
            @Nullable String externalId) {

        /** Returns the source, empty without an id. */
        String source() {
            return externalId == null ? "" : externalSource;
        }

        NewSlot asNew() {
            return new NewSlot(
                    date,
                    minutes == null ? null : Duration.ofMinutes(minutes),
                    provider,
                    location,
                    source(),
                    externalId);
        }
    }

    /** The updated text columns, one of them guarded. */
    enum Column {
        PROVIDER,
        NOTES,
        SERVICE_TYPE,
        EXTERNAL_ID,
        RESPONSE_CLASSIFICATION,
        DEPOSIT_PAYMENT_ID;

        private TableField<AppointmentsRecord, String> field() {
            return switch (this) {
                case PROVIDER -> APPOINTMENTS.PROVIDER;
                case NOTES -> APPOINTMENTS.NOTES;
                case SERVICE_TYPE -> APPOINTMENTS.SERVICE_TYPE;
                case EXTERNAL_ID -> APPOINTMENTS.EXTERNAL_ID;
                case RESPONSE_CLASSIFICATION -> APPOINTMENTS.RESPONSE_CLASSIFICATION;
                case DEPOSIT_PAYMENT_ID -> APPOINTMENTS.DEPOSIT_PAYMENT_ID;
            };
        }

        void check(@Nullable String text) {
            Check.optional(text, longest());
            if (this == EXTERNAL_ID) {
                Check.externalId("", text);
            }
        }

        private int longest() {
            return switch (this) {
                case PROVIDER, SERVICE_TYPE, EXTERNAL_ID, DEPOSIT_PAYMENT_ID -> 255;
                case NOTES -> Integer.MAX_VALUE;
                case RESPONSE_CLASSIFICATION -> 20;
            };
        }
    }

    @Weight(16)
    record Book(Visit visit) implements AppointmentCall {
        @Override
        public Object on(Repositories db, Known known) {
            return db.appointments().create(visit.asNew(known));
        }

        @Override
        public Object on(Model model, Known known) {
            return model.appointments().create(visit, known);
        }
    }

    @Weight(8)
    record BookOnce(Visit visit) implements AppointmentCall {
        @Override
        public Object on(Repositories db, Known known) {
            return db.appointments().upsertByExternalId(visit.asNew(known));
        }

        @Override
        public Object on(Model model, Known known) {
            return model.appointments().createOrFind(visit, known);
        }
    }

    @Weight(60)
    record UpdateStatus(int appointment, AppointmentStatus to, Command command) implements AppointmentCall {
        @Override
        public Object on(Repositories db, Known known) {
            return db.appointments().updateStatus(known.appointment(appointment), to, command.change());
        }

        @Override
        public Object on(Model model, Known known) {
            return model.moves().updateStatus(known.appointment(appointment), to, command);
        }
    }

    @Weight(36)
    record Correct(int appointment, Correction correction, Command command) implements AppointmentCall {
        @Override
        public Object on(Repositories db, Known known) {
            return db.appointments().correct(known.appointment(appointment), correction, command.change());
        }

        @Override
        public Object on(Model model, Known known) {
            return model.moves().correct(known.appointment(appointment), correction, command);
        }
    }

    @Weight(14)
    record Reschedule(int appointment, Slot slot, Command command) implements AppointmentCall {
        @Override
        public Object on(Repositories db, Known known) {
            return db.appointments().reschedule(known.appointment(appointment), slot.asNew(), command.change());
        }

        @Override
        public Object on(Model model, Known known) {
            return model.moves().reschedule(known.appointment(appointment), slot, command);
        }
    }

    @Weight(6)
    record RequestDeposit(int appointment, BigDecimal amount, Who who) implements AppointmentCall {
        @Override
        public Object on(Repositories db, Known known) {
            return db.appointments().requestDeposit(known.appointment(appointment), amount, who.actor());
        }

        @Override
        public Object on(Model model, Known known) {
            return model.appointments().requestDeposit(known.appointment(appointment), amount, who);
        }
    }

    @Weight(8)
    record PayDeposit(int appointment, String payment, Who who) implements AppointmentCall {
        @Override
        public Object on(Repositories db, Known known) {
            return db.appointments().payDeposit(known.appointment(appointment), payment, who.actor());
        }

        @Override
        public Object on(Model model, Known known) {
            return model.appointments().payDeposit(known.appointment(appointment), payment, who);
        }
    }

    @Weight(6)
    record MarkNoShows(Instant before, Command command) implements AppointmentCall {
        @Override
        public Object on(Repositories db, Known known) {
            return db.appointments().markNoShows(before, command.change());
        }

        @Override
        public Object on(Model model, Known known) {
            return model.sweeps().markNoShows(before, command);
        }
    }

    @Weight(6)
    record CompleteFinished(Instant endedBy, Command command) implements AppointmentCall {
        @Override
        public Object on(Repositories db, Known known) {
            return db.appointments().completeFinished(endedBy, command.change());
        }

        @Override
        public Object on(Model model, Known known) {
            return model.sweeps().completeFinished(endedBy, command);
        }
    }

    @Weight(8)
    record ArchiveCompleted(Instant before) implements AppointmentCall {
        @Override
        public Object on(Repositories db, Known known) {
            return db.appointments().archiveCompleted(before);
        }

        @Override
        public Object on(Model model, Known known) {
            return model.appointments().archiveCompleted(before);
        }
    }

    @Weight(8)
    record UpdateAppointment(
            int appointment, Column column, @Nullable String text) implements AppointmentCall {
        @Override
        public Object on(Repositories db, Known known) {
            return db.appointments().update(known.appointment(appointment), Changes.set(column.field(), text));
        }

        @Override
        public Object on(Model model, Known known) {
            return model.appointments().update(known.appointment(appointment), column, text);
        }
    }

    @Weight(6)
    record ChangeSlot(
            int appointment,
            @Nullable Instant date,
            int minutes,
            @Nullable BigDecimal cost) implements AppointmentCall {
        @Override
        public Object on(Repositories db, Known known) {
            Changes<AppointmentsRecord> changes = Changes.set(APPOINTMENTS.DURATION, minutes);
            if (date != null) {
                changes = changes.and(APPOINTMENTS.DATE, date);
            }
            if (cost != null) {
                changes = changes.and(APPOINTMENTS.SERVICE_COST, cost);
            }
            return db.appointments().update(known.appointment(appointment), changes);
        }

        @Override
        public Object on(Model model, Known known) {
            return model.appointments().changeSlot(known.appointment(appointment), date, minutes, cost);
        }
    }

    record DeleteAppointment(int appointment) implements AppointmentCall {
        @Override
        public Object on(Repositories db, Known known) {
            return db.appointments().delete(known.appointment(appointment));
        }

        @Override
        public Object on(Model model, Known known) {
            return model.tables().deleteAppointment(known.appointment(appointment));
        }
    }
}
