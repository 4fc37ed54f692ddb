package io.aro.db.readme;

import io.aro.db.AroDatabase;
import io.aro.db.archive.FileArchive;
import io.aro.db.archive.Segment;
import io.aro.db.customer.Customer;
import io.aro.db.event.Actor;
import io.aro.db.idempotency.FailureAction;
import io.aro.db.idempotency.IdempotencyKey;
import io.aro.db.privacy.ErasureReport;
import io.aro.db.retention.ArchiveCheck;
import io.aro.db.retention.ArchivedSegmentRepository;
import io.aro.db.workflow.DeadLetter;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/** The tasks of an operator that need Java. */
final class OperatingExamples {

    private static final Actor OPERATOR = Actor.user("operator");

    /** A payment provider with a lookup of charges by idempotency key. */
    interface Payments {

        /** Returns the number of a charge; empty without a charge. */
        Optional<String> findCharge(String idempotencyKey);
    }

    private OperatingExamples() {}

    static ErasureReport erase(AroDatabase db, String phone) {
        // @start region="erase"
        Customer customer = db.customers().findByPhone(phone).orElseThrow();
        ErasureReport report = db.privacy().erase(customer.id(), Actor.user("operator"));
        System.out.println(report); // Ids, times, counts and names of columns; no personal data.
        // @end
        return report;
    }

    static void reconcile(AroDatabase db, Payments payments, UUID appointmentId) {
        // @start region="reconcile"
        IdempotencyKey key = IdempotencyKey.of("front-desk", "deposit-of-" + appointmentId);
        db.idempotency().<String, RuntimeException>reconcile(key, parked -> {
            Optional<String> charge = payments.findCharge(parked.downstreamKey("charge"));
            if (charge.isEmpty()) {
                return FailureAction.retry(); // Nothing was charged: the next delivery runs the handler.
            }
            db.appointments().payDeposit(appointmentId, charge.get(), OPERATOR);
            return FailureAction.answer(charge.get()); // Each further delivery gets this response.
        });
        // @end
    }

    static List<DeadLetter> resolve(AroDatabase db, UUID deadLetterId) {
        // @start region="resolve"
        List<DeadLetter> unresolved = db.deadLetters().findUnarchived(100);
        db.deadLetters().archive(deadLetterId);
        // @end
        return unresolved;
    }

    static ArchiveCheck verify(AroDatabase db, Path folder) {
        // @start region="verify"
        ArchiveCheck check = db.retention(FileArchive.in(folder)).archive().verify();
        check.problems().forEach(System.err::println);
        // @end
        return check;
    }

    static void restore(AroDatabase db, Path folder, UUID segmentId) {
        // @start region="restore"
        ArchivedSegmentRepository archive = db.retention(FileArchive.in(folder)).archive();
        for (Segment segment : archive.findAll()) {
            System.out.println(segment.id() + " " + segment.source() + " " + segment.oldest() + " " + segment.newest());
        }
        archive.restore(segmentId);
        // @end
    }
}
