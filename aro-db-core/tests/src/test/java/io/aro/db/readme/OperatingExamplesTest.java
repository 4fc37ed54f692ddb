package io.aro.db.readme;

import static io.aro.db.testkit.assertion.AroAssertions.assertThat;
import static io.aro.db.testkit.builder.Builders.aDeadLetter;
import static io.aro.db.testkit.builder.Builders.anAppointment;
import static io.aro.db.testkit.builder.Builders.anEvent;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.aro.db.AroDatabase;
import io.aro.db.archive.FileArchive;
import io.aro.db.customer.Customer;
import io.aro.db.idempotency.Outcome;
import io.aro.db.retention.ArchivedSegmentRepository;
import io.aro.db.retention.RetentionPolicy;
import io.aro.db.retention.RetentionService;
import io.aro.db.testkit.BothEngines;
import io.aro.db.testkit.TestClock;
import io.aro.db.workflow.DeadLetter;
import java.io.IOException;
import java.math.BigDecimal;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The examples of docs/operating.md. */
@BothEngines
class OperatingExamplesTest {

    private final AroDatabase db;
    private final TestClock clock;

    OperatingExamplesTest(AroDatabase db, TestClock clock) {
        this.db = db;
        this.clock = clock;
    }

    @Test
    void erasesACustomerFoundByPhone() {
        Customer customer = customerOf(newAppointment());

        assertThat(OperatingExamples.erase(db, customer.phone()).customerId()).isEqualTo(customer.id());

        assertThat(db.customers().findByPhone(customer.phone())).isEmpty();
    }

    @Test
    void answersAParkedChargeFoundAtTheProvider() throws IOException {
        UUID appointment = newAppointment();
        park(appointment);

        OperatingExamples.reconcile(db, key -> Optional.of("charge-1"), appointment);

        assertThat(DepositDesk.takeDeposit(db, OperatingExamplesTest::timeOut, appointment))
                .isEqualTo(new Outcome.Replayed<>("charge-1"));
        assertThat(db.appointments().getById(appointment)).hasPaidDeposit();
    }

    @Test
    void retriesAParkedChargeUnknownToTheProvider() throws IOException {
        UUID appointment = newAppointment();
        park(appointment);

        OperatingExamples.reconcile(db, key -> Optional.empty(), appointment);

        assertThat(DepositDesk.takeDeposit(db, (key, amount) -> "charge-2", appointment))
                .isEqualTo(new Outcome.Executed<>("charge-2"));
    }

    @Test
    void resolvesADeadLetter() {
        UUID letter = aDeadLetter().insert(db).id();

        assertThat(OperatingExamples.resolve(db, letter))
                .extracting(DeadLetter::id)
                .containsExactly(letter);

        assertThat(db.deadLetters().findUnarchived(10)).isEmpty();
    }

    @Test
    void verifiesAndRestoresASegment(@TempDir Path folder) {
        anEvent().insert(db);
        clock.advance(Duration.ofDays(3 * 365));
        RetentionService retention = db.retention(FileArchive.in(folder));
        retention.run(RetentionPolicy.defaults());
        ArchivedSegmentRepository archive = retention.archive();

        assertThat(OperatingExamples.verify(db, folder).isSound()).isTrue();
        OperatingExamples.restore(db, folder, archive.findAll().getFirst().id());

        assertThat(archive.findAll()).isEmpty();
    }

    private void park(UUID appointment) {
        assertThatExceptionOfType(IOException.class)
                .isThrownBy(() -> DepositDesk.takeDeposit(db, OperatingExamplesTest::timeOut, appointment));
    }

    private static String timeOut(String bankKey, BigDecimal amount) throws IOException {
        throw new IOException("Read timed out");
    }

    private UUID newAppointment() {
        return anAppointment().insert(db.session()).id();
    }

    private Customer customerOf(UUID appointment) {
        return db.customers().getById(db.appointments().getById(appointment).customerId());
    }
}
