package io.aro.db.model;

import static io.aro.db.lifecycle.AppointmentStatus.BOOKED;
import static io.aro.db.lifecycle.AppointmentStatus.COMPLETED;
import static io.aro.db.lifecycle.AppointmentStatus.CONFIRMED;

import io.aro.db.appointment.Appointment;
import io.aro.db.appointment.AppointmentTransition;
import io.aro.db.appointment.ResponseClassification;
import io.aro.db.customer.Customer;
import io.aro.db.error.ConstraintViolationException.Kind;
import io.aro.db.event.Actor;
import io.aro.db.lifecycle.AppointmentStatus;
import io.aro.db.model.AppointmentCall.Column;
import io.aro.db.model.AppointmentCall.Visit;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/** The model's rules of appointments, without moves. */
final class AppointmentRules {

    private final Model model;

    AppointmentRules(Model model) {
        this.model = model;
    }

    Appointment get(UUID id) {
        return find(id).orElseThrow(() -> Refusal.notFound("appointment", id));
    }

    Optional<Appointment> find(UUID id) {
        return Optional.ofNullable(model.tables().appointments().get(id));
    }

    Optional<Appointment> findOne(Predicate<Appointment> condition) {
        return all().stream().filter(condition).findFirst();
    }

    Optional<Appointment> findByExternalId(String source, String id) {
        return findOne(
                appointment -> source.equals(appointment.externalSource()) && id.equals(appointment.externalId()));
    }

    Optional<Appointment> findReplacementOf(UUID id) {
        return findOne(appointment -> id.equals(appointment.rescheduledFrom()));
    }

    List<Appointment> all() {
        return List.copyOf(model.tables().appointments().values());
    }

    List<AppointmentTransition> transitionsOf(UUID id) {
        return model.tables().transitions().values().stream()
                .filter(transition -> transition.appointmentId().equals(id))
                .toList();
    }

    Appointment create(Visit visit, Known known) {
        Appointment booked = appointment(visit, known);
        return book(booked, Command.by(visit.who()));
    }

    Appointment createOrFind(Visit visit, Known known) {
        Appointment booked = appointment(visit, known);
        Optional<Appointment> existing =
                Optional.ofNullable(booked.externalId()).flatMap(id -> findByExternalId(booked.externalSource(), id));
        if (existing.isPresent() && !existing.get().customerId().equals(booked.customerId())) {
            throw Refusal.conflict(existing.get().id());
        }
        return existing.orElseGet(() -> book(booked, Command.by(visit.who())));
    }

    /** Inserts an appointment with its first transition and its event, and counts the booking. */
    Appointment book(Appointment booked, Command command) {
        requireFree(booked.id(), booked.externalSource(), booked.externalId());
        Customer customer =
                model.customers().find(booked.customerId()).orElseThrow(() -> Refusal.constraint(Kind.FOREIGN_KEY));
        put(booked);
        Map<String, Object> facts = new LinkedHashMap<>();
        facts.put("customer_id", booked.customerId());
        facts.put("date", booked.date().toString());
        facts.put("service_type", booked.serviceType());
        if (booked.rescheduledFrom() != null) {
            facts.put("rescheduled_from", booked.rescheduledFrom());
        }
        record(booked, null, false, command, "created", facts);
        long all = customer.appointmentCount() + 1;
        model.customers()
                .put(Records.with(
                        customer, "appointmentCount", all, "confirmationRate", rate(customer.confirmedCount(), all)));
        return booked;
    }

    /** Records a move: the transition and the event. */
    void record(
            Appointment moved,
            @Nullable AppointmentStatus from,
            boolean correction,
            Command command,
            String event,
            Map<String, Object> facts) {
        Actor actor = command.who().actor();
        model.tables()
                .transitions()
                .put(
                        moved.id() + " " + moved.version(),
                        new AppointmentTransition(
                                moved.id(),
                                moved.version(),
                                from,
                                moved.status(),
                                actor,
                                command.reason(),
                                command.commandId(),
                                model.now(),
                                correction));
        model.events().tell("appointment." + event, "appointment", moved.id(), actor, model.now(), facts);
    }

    /** Returns the share in percent, rounded half up to two decimals. */
    static BigDecimal rate(long confirmed, long all) {
        return BigDecimal.valueOf(100L * confirmed).divide(BigDecimal.valueOf(all), 2, RoundingMode.HALF_UP);
    }

    Appointment requestDeposit(UUID id, BigDecimal amount, Who who) {
        BigDecimal money = Check.money(amount);
        Actor actor = who.checked();
        Appointment before = get(id);
        boolean isOpen = before.status() == BOOKED || before.status() == CONFIRMED;
        if (before.archivedAt() != null || before.depositPaid() || !isOpen) {
            throw Refusal.conflict(id);
        }
        Appointment asked = touch(Records.with(before, "depositRequired", true, "depositAmount", money));
        model.events().tell("deposit.requested", "appointment", id, actor, model.now(), Map.of("amount", money));
        return asked;
    }

    Appointment payDeposit(UUID id, String payment, Who who) {
        Check.text(payment, 255);
        Actor actor = who.checked();
        Appointment before = get(id);
        boolean isRepeated = before.depositPaid() && payment.equals(before.depositPaymentId());
        if (isRepeated) {
            return before;
        }
        if (before.archivedAt() != null || before.depositPaid() || !before.depositRequired()) {
            throw Refusal.conflict(id);
        }
        if (findOne(other -> payment.equals(other.depositPaymentId())).isPresent()) {
            throw Refusal.constraint(Kind.UNIQUE);
        }
        Appointment paid = touch(Records.with(before, "depositPaid", true, "depositPaymentId", payment));
        Customer customer = model.customers().get(paid.customerId());
        model.customers().put(Records.with(customer, "depositsPaid", customer.depositsPaid() + 1));
        model.events().tell("deposit.paid", "appointment", id, actor, model.now(), Map.of("payment_id", payment));
        return paid;
    }

    int archiveCompleted(Instant before) {
        Instant time = Check.time(before);
        List<Appointment> old = all().stream()
                .filter(appointment -> appointment.status() == COMPLETED && appointment.archivedAt() == null)
                .filter(appointment -> appointment.completedAt() != null
                        && appointment.completedAt().isBefore(time))
                .toList();
        old.forEach(appointment -> put(Records.with(appointment, "archivedAt", model.now())));
        return old.size();
    }

    Appointment update(UUID id, Column column, @Nullable String text) {
        Check.that(column != Column.DEPOSIT_PAYMENT_ID);
        column.check(text);
        Appointment before = requireNotArchived(get(id));
        return touch(
                switch (column) {
                    case PROVIDER -> Records.with(before, "provider", text);
                    case NOTES -> Records.with(before, "notes", text);
                    case SERVICE_TYPE -> Records.with(before, "serviceType", present(text));
                    case EXTERNAL_ID -> {
                        requireFree(id, before.externalSource(), text);
                        if (text == null && !before.externalSource().isEmpty()) {
                            throw Refusal.constraint(Kind.CHECK);
                        }
                        yield Records.with(before, "externalId", text);
                    }
                    case RESPONSE_CLASSIFICATION ->
                        Records.with(
                                before,
                                "responseClassification",
                                text == null
                                        ? null
                                        : CustomerRules.oneOf(
                                                text,
                                                ResponseClassification.values(),
                                                ResponseClassification::literal));
                    case DEPOSIT_PAYMENT_ID -> throw Refusal.invalid();
                });
    }

    Appointment changeSlot(UUID id, @Nullable Instant date, int minutes, @Nullable BigDecimal cost) {
        Instant time = date == null ? null : Check.time(date);
        Check.that(cost == null || cost.stripTrailingZeros().scale() <= 2);
        Appointment before = requireNotArchived(get(id));
        if (cost != null && before.status() == COMPLETED) {
            throw Refusal.conflict(id);
        }
        if (minutes < 1 || (cost != null && !Check.isMoney(cost))) {
            throw Refusal.constraint(Kind.CHECK);
        }
        return touch(Records.with(
                before,
                "date",
                time == null ? before.date() : time,
                "duration",
                Duration.ofMinutes(minutes),
                "serviceCost",
                cost == null ? before.serviceCost() : cost.setScale(2)));
    }

    /** Writes the row with the update time, as every change except archival does. */
    Appointment touch(Appointment changed) {
        return put(Records.with(changed, "updatedAt", model.now()));
    }

    private Appointment put(Appointment changed) {
        model.tables().appointments().put(changed.id(), changed);
        return changed;
    }

    void requireFree(UUID id, String source, @Nullable String externalId) {
        if (externalId != null
                && findByExternalId(source, externalId)
                        .filter(other -> !other.id().equals(id))
                        .isPresent()) {
            throw Refusal.constraint(Kind.UNIQUE);
        }
    }

    private static Appointment requireNotArchived(Appointment appointment) {
        if (appointment.archivedAt() != null) {
            throw Refusal.conflict(appointment.id());
        }
        return appointment;
    }

    private static String present(@Nullable String text) {
        if (text == null) {
            throw Refusal.constraint(Kind.NOT_NULL);
        }
        return text;
    }

    private Appointment appointment(Visit visit, Known known) {
        Check.positive(visit.minutes());
        Check.text(visit.service(), 255);
        Check.externalId(visit.source(), visit.externalId());
        Check.optional(visit.provider(), 255);
        Check.optional(visit.location(), 255);
        Check.optional(visit.notes(), 100_000);
        visit.who().checked();
        return new Appointment(
                model.newId(),
                visit.source(),
                visit.externalId(),
                known.customer(visit.customer()),
                Check.time(visit.date()),
                Duration.ofMinutes(visit.minutes()),
                visit.service(),
                Check.money(visit.cost()),
                visit.provider(),
                visit.location(),
                BOOKED,
                List.of(),
                1,
                false,
                null,
                null,
                visit.deposit() != null,
                visit.deposit() == null ? null : Check.money(visit.deposit()),
                false,
                null,
                model.now(),
                model.now(),
                null,
                null,
                null,
                visit.notes(),
                null);
    }
}
