package io.aro.db.testkit.scenario;

import io.aro.db.customer.RiskCategory;
import io.aro.db.event.EventMetadata;
import io.aro.db.event.NewEvent;
import io.aro.db.lifecycle.AppointmentStatus;
import io.aro.db.schema.tables.records.AppointmentTransitionsRecord;
import io.aro.db.schema.tables.records.AppointmentsRecord;
import io.aro.db.schema.tables.records.CustomersRecord;
import io.aro.db.testkit.scenario.Visit.Move;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.UUID;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/** A mapper from generated appointments to the rows written by the repositories. */
final class ClinicRows {

    private static final int DEPOSIT_FROM = 70;

    private ClinicRows() {}

    static CustomersRecord customer(int number, UUID id, Instant created, VisitTotals standing) {
        CustomersRecord row = new CustomersRecord();
        row.setId(id);
        row.setPhone(String.format(Locale.ROOT, "+1212%07d", number));
        row.setName(String.format(Locale.ROOT, "Customer %07d", number));
        row.setEmail(String.format(Locale.ROOT, "customer%s@example.org", number));
        row.setTags(List.of());
        row.setAppointmentCount((long) standing.appointments());
        row.setConfirmedCount((long) standing.confirmed());
        row.setConfirmationRate(standing.confirmationRate());
        row.setNoShowCount((long) standing.noShows());
        row.setCancelCount((long) standing.cancelled());
        row.setRescheduleCount((long) standing.rescheduled());
        row.setLifetimeValue(standing.value());
        row.setRiskScore(standing.riskScore());
        row.setRiskCategory(RiskCategory.ofScore(standing.riskScore()).literal());
        row.setRequiresDeposit(standing.riskScore() >= DEPOSIT_FROM);
        row.setCreatedAt(created);
        row.setUpdatedAt(standing.lastChange(created));
        return row;
    }

    static AppointmentsRecord appointment(Visit visit, UUID customerId) {
        AppointmentsRecord row = new AppointmentsRecord();
        row.setId(visit.id());
        row.setExternalSource("calendly");
        row.setExternalId("invitee-" + visit.id());
        row.setCustomerId(customerId);
        row.setDate(visit.date());
        row.setDuration((int) visit.treatment().length().toMinutes());
        row.setServiceType(visit.treatment().name());
        row.setServiceCost(visit.treatment().cost());
        row.setProvider(visit.provider());
        row.setStatus(visit.status());
        row.setPreviousStatus(visit.previousStatus());
        row.setVersion(visit.moves().size());
        row.setConfirmationReceived(visit.confirmedAt().isPresent());
        row.setConfirmationDate(visit.confirmedAt().orElse(null));
        row.setCompletedAt(visit.completedAt().orElse(null));
        row.setCancelledAt(visit.cancelledAt().orElse(null));
        row.setCreatedAt(visit.createdAt());
        row.setUpdatedAt(visit.updatedAt());
        return row;
    }

    static Stream<AppointmentTransitionsRecord> transitions(Visit visit) {
        return IntStream.rangeClosed(1, visit.moves().size()).mapToObj(sequence -> transition(visit, sequence));
    }

    private static AppointmentTransitionsRecord transition(Visit visit, int sequence) {
        Move move = visit.moves().get(sequence - 1);
        boolean isLast = sequence == visit.moves().size();
        AppointmentTransitionsRecord row = new AppointmentTransitionsRecord();
        row.setAppointmentId(visit.id());
        row.setSequence(sequence);
        row.setPreviousSequence(sequence == 1 ? null : sequence - 1);
        row.setFromStatus(sequence == 1 ? null : visit.moves().get(sequence - 2).to());
        row.setToStatus(move.to());
        row.setActor(move.actor().kind().literal());
        row.setActorId(move.actor().id());
        row.setOccurredAt(move.at());
        row.setCorrection(false);
        row.setNextSequence(isLast ? null : sequence + 1);
        row.setLast(isLast);
        return row;
    }

    static Stream<NewEvent> events(Visit visit, UUID customerId) {
        return IntStream.rangeClosed(1, visit.moves().size()).mapToObj(version -> event(visit, customerId, version));
    }

    private static NewEvent event(Visit visit, UUID customerId, int version) {
        Move move = visit.moves().get(version - 1);
        Map<String, Object> facts = new LinkedHashMap<>();
        if (version == 1) {
            facts.put("customer_id", customerId);
            facts.put("date", visit.date().toString());
            facts.put("service_type", visit.treatment().name());
        } else {
            facts.put("from", visit.moves().get(version - 2).to().literal());
            facts.put("to", move.to().literal());
            facts.put("version", version);
        }
        return NewEvent.of("appointment." + verb(move, version), "appointment", visit.id(), move.actor())
                .withMetadata(EventMetadata.from("aro-db"))
                .withOccurredAt(move.at())
                .withData(facts);
    }

    private static String verb(Move move, int version) {
        if (move.to() != AppointmentStatus.BOOKED) {
            return move.to().literal();
        }
        return version == 1 ? "created" : "rebooked";
    }
}
