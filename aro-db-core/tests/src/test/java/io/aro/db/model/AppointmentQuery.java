package io.aro.db.model;

import static io.aro.db.lifecycle.AppointmentStatus.BOOKED;
import static io.aro.db.lifecycle.AppointmentStatus.CONFIRMED;
import static io.aro.db.schema.Tables.APPOINTMENTS;

import io.aro.db.appointment.Appointment;
import io.aro.db.model.Operation.Call;
import io.aro.db.repository.PageRequest;
import io.aro.db.schema.tables.records.AppointmentsRecord;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.Comparator;
import java.util.UUID;
import java.util.function.Predicate;
import org.jooq.TableField;
import org.jspecify.annotations.Nullable;

/** A query of appointments. */
sealed interface AppointmentQuery extends Call {

    Comparator<Appointment> BY_DATE = Comparator.comparing(Appointment::date);

    record GetAppointment(int appointment) implements AppointmentQuery {
        @Override
        public Object on(Repositories db, Known known) {
            return db.appointments().getById(known.appointment(appointment));
        }

        @Override
        public Object on(Model model, Known known) {
            return model.appointments().get(known.appointment(appointment));
        }
    }

    record FindByExternalId(String externalSource, String externalId) implements AppointmentQuery {
        @Override
        public Object on(Repositories db, Known known) {
            return externalSource.isEmpty()
                    ? db.appointments().findByExternalId(externalId)
                    : db.appointments().findByExternalId(externalSource, externalId);
        }

        @Override
        public Object on(Model model, Known known) {
            Check.externalId(externalSource, externalId);
            return model.appointments().findByExternalId(externalSource, externalId);
        }
    }

    record FindByPayment(String payment) implements AppointmentQuery {
        @Override
        public Object on(Repositories db, Known known) {
            return db.appointments().findByDepositPayment(payment);
        }

        @Override
        public Object on(Model model, Known known) {
            return model.appointments().findOne(paid -> payment.equals(paid.depositPaymentId()));
        }
    }

    record FindReplacement(int appointment) implements AppointmentQuery {
        @Override
        public Object on(Repositories db, Known known) {
            return db.appointments().findReplacementOf(known.appointment(appointment));
        }

        @Override
        public Object on(Model model, Known known) {
            return model.appointments().findReplacementOf(known.appointment(appointment));
        }
    }

    record FindOfCustomer(int customer, @Nullable Integer limit) implements AppointmentQuery {
        @Override
        public Object on(Repositories db, Known known) {
            return limit == null
                    ? db.appointments().findByCustomerId(known.customer(customer))
                    : db.appointments().findByCustomerId(known.customer(customer), limit);
        }

        @Override
        public Object on(Model model, Known known) {
            Check.positive(limit);
            return ofCustomer(model, known.customer(customer), false, limit);
        }
    }

    record FindArchivedOfCustomer(int customer, int limit) implements AppointmentQuery {
        @Override
        public Object on(Repositories db, Known known) {
            return db.appointments().findArchivedByCustomerId(known.customer(customer), limit);
        }

        @Override
        public Object on(Model model, Known known) {
            return ofCustomer(model, known.customer(customer), true, limit);
        }
    }

    record FindUpcoming(@Nullable Integer limit) implements AppointmentQuery {
        @Override
        public Object on(Repositories db, Known known) {
            return limit == null
                    ? db.appointments().findUpcoming()
                    : db.appointments().findUpcoming(limit);
        }

        @Override
        public Object on(Model model, Known known) {
            return upcoming(model, limit, due -> !due.date().isBefore(model.now()));
        }
    }

    record FindUpcomingBetween(
            Instant from,
            Instant until,
            int limit,
            @Nullable String provider) implements AppointmentQuery {
        @Override
        public Object on(Repositories db, Known known) {
            return provider == null
                    ? db.appointments().findUpcoming(from, until, limit)
                    : db.appointments().findUpcomingByProvider(provider, from, until, limit);
        }

        @Override
        public Object on(Model model, Known known) {
            Instant start = Check.time(from);
            Instant end = Check.time(until);
            return upcoming(
                    model,
                    limit,
                    due -> !due.date().isBefore(start)
                            && due.date().isBefore(end)
                            && (provider == null || provider.equals(due.provider())));
        }
    }

    record FindUpcomingOfCustomer(int customer, int limit) implements AppointmentQuery {
        @Override
        public Object on(Repositories db, Known known) {
            return db.appointments().findUpcomingByCustomer(known.customer(customer), limit);
        }

        @Override
        public Object on(Model model, Known known) {
            return upcoming(
                    model,
                    limit,
                    due -> due.customerId().equals(known.customer(customer))
                            && !due.date().isBefore(model.now()));
        }
    }

    record FindOnDay(LocalDate day, ZoneId zone, @Nullable Integer limit) implements AppointmentQuery {
        @Override
        public Object on(Repositories db, Known known) {
            return limit == null
                    ? db.appointments().findByDay(day, zone)
                    : db.appointments().findByDay(day, zone, limit);
        }

        @Override
        public Object on(Model model, Known known) {
            Check.positive(limit);
            return Model.first(
                    limit,
                    Model.sorted(
                            model.appointments().all().stream()
                                    .filter(appointment -> appointment.archivedAt() == null)
                                    .filter(appointment -> LocalDate.ofInstant(appointment.date(), zone)
                                            .equals(day)),
                            BY_DATE));
        }
    }

    /** The sort columns of pages. */
    enum Sort {
        DATE,
        STATUS,
        PROVIDER,
        SERVICE_COST,
        DEPOSIT_PAID,
        COMPLETED_AT;

        private TableField<AppointmentsRecord, ?> field() {
            return switch (this) {
                case DATE -> APPOINTMENTS.DATE;
                case STATUS -> APPOINTMENTS.STATUS;
                case PROVIDER -> APPOINTMENTS.PROVIDER;
                case SERVICE_COST -> APPOINTMENTS.SERVICE_COST;
                case DEPOSIT_PAID -> APPOINTMENTS.DEPOSIT_PAID;
                case COMPLETED_AT -> APPOINTMENTS.COMPLETED_AT;
            };
        }

        private @Nullable Object of(Appointment appointment) {
            return switch (this) {
                case DATE -> appointment.date();
                case STATUS -> appointment.status().literal();
                case PROVIDER -> appointment.provider();
                case SERVICE_COST -> appointment.serviceCost();
                case DEPOSIT_PAID -> appointment.depositPaid();
                case COMPLETED_AT -> appointment.completedAt();
            };
        }
    }

    record PageAppointments(Sort sort, boolean descending, int size) implements AppointmentQuery {
        @Override
        public Object on(Repositories db, Known known) {
            PageRequest request = PageRequest.of(size);
            return Pages.all(
                    descending ? request.descending(sort.field()) : request.ascending(sort.field()),
                    db.appointments()::page);
        }

        @Override
        public Object on(Model model, Known known) {
            Check.that(size >= 1 && size <= 1000);
            return Pages.of(model.appointments().all(), sort::of, descending, size);
        }
    }

    private static Object ofCustomer(Model model, UUID customerId, boolean archived, @Nullable Integer limit) {
        Check.positive(limit);
        return Model.first(
                limit,
                Model.latestFirst(
                        model.appointments().all().stream()
                                .filter(appointment -> appointment.customerId().equals(customerId))
                                .filter(appointment -> (appointment.archivedAt() != null) == archived),
                        BY_DATE));
    }

    private static Object upcoming(Model model, @Nullable Integer limit, Predicate<Appointment> condition) {
        Check.positive(limit);
        return Model.first(
                limit,
                Model.sorted(
                        model.appointments().all().stream()
                                .filter(due -> due.status() == BOOKED || due.status() == CONFIRMED)
                                .filter(condition),
                        BY_DATE));
    }
}
