package io.aro.db.examples.visitnotes;

import static io.aro.db.examples.visitnotes.schema.Tables.VISIT_NOTES;
import static io.aro.db.testkit.Engine.POSTGRES_18;
import static io.aro.db.testkit.Engine.SQLITE;
import static io.aro.db.testkit.builder.Builders.anAppointment;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.jooq.impl.DSL.noCondition;

import io.aro.db.AroDatabase;
import io.aro.db.appointment.Appointment;
import io.aro.db.error.ConstraintViolationException;
import io.aro.db.error.ConstraintViolationException.Kind;
import io.aro.db.repository.Changes;
import io.aro.db.repository.Page;
import io.aro.db.testkit.BothEngines;
import io.aro.db.testkit.ServiceMigrations;
import io.aro.db.testkit.TestClock;
import io.aro.db.transaction.Transaction;
import java.time.Duration;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.Test;

@BothEngines({SQLITE, POSTGRES_18})
@ServiceMigrations(root = "db/visitnotes", historyTable = "visit_notes_schema_history")
class VisitNoteRepositoryTest {

    private final AroDatabase db;
    private final TestClock clock;
    private final VisitNoteRepository notes;

    VisitNoteRepositoryTest(AroDatabase db, TestClock clock, VisitNoteRepository notes) {
        this.db = db;
        this.clock = clock;
        this.notes = notes;
    }

    @Test
    void writesAnAppointmentAndItsNoteInOneTransaction() {
        VisitNote written = db.inTransaction(
                tx -> new VisitNoteRepository(tx.session()).create(book(tx).id(), "Mara", "Prefers the morning."));

        assertThat(notes.findById(written.id())).contains(written);
        assertThat(db.appointments().findById(written.appointmentId())).isPresent();
        assertThat(written.createdAt()).isEqualTo(clock.instant());
    }

    @Test
    void keepsNeitherIfTheTransactionFails() {
        assertThatThrownBy(() -> db.useTransaction(tx -> {
                    new VisitNoteRepository(tx.session()).create(book(tx).id(), "Mara", "Prefers the morning.");
                    throw new IllegalStateException("The power is gone.");
                }))
                .isInstanceOf(IllegalStateException.class);

        assertThat(notes.count(noCondition())).isZero();
        assertThat(db.appointments().count(noCondition())).isZero();
    }

    @Test
    void refusesANoteOnAnAppointmentThatIsNotThere() {
        assertThatExceptionOfType(ConstraintViolationException.class)
                .isThrownBy(() -> notes.create(db.session().newId(), "Mara", "Nobody came."))
                .satisfies(refusal -> assertThat(refusal.kind()).isEqualTo(Kind.FOREIGN_KEY));
    }

    @Test
    void losesTheNotesOfAnAppointmentThatIsDeletedAndNoOthers() {
        UUID deleted = db.inTransaction(VisitNoteRepositoryTest::book).id();
        UUID kept = db.inTransaction(VisitNoteRepositoryTest::book).id();
        notes.create(deleted, "Mara", "Prefers the morning.");
        VisitNote other = notes.create(kept, "Theo", "Parks in the yard.");

        db.appointments().delete(deleted);

        assertThat(notes.findAll(noCondition())).containsExactly(other);
    }

    @Test
    void findsTheNotesOfAnAppointmentInTheOrderTheyWereWritten() {
        UUID visit = db.inTransaction(VisitNoteRepositoryTest::book).id();
        VisitNote first = notes.create(visit, "Mara", "Prefers the morning.");
        VisitNote second = notes.create(visit, "Theo", "Parks in the yard.");
        notes.create(visit, "Theo", "Came early.");

        assertThat(notes.findByAppointmentId(visit, 2)).containsExactly(first, second);
    }

    @Test
    void showsTheNotesCorrectedLastPageByPage() {
        UUID visit = db.inTransaction(VisitNoteRepositoryTest::book).id();
        VisitNote first = notes.create(visit, "Mara", "Prefers the morning.");
        VisitNote second = notes.create(visit, "Theo", "Parks in the yard.");
        VisitNote third = notes.create(visit, "Theo", "Came early.");
        clock.advance(Duration.ofMinutes(5));
        VisitNote corrected = notes.update(first.id(), Changes.set(VISIT_NOTES.TEXT, "Prefers the evening."));

        Page<VisitNote> page = notes.findLatest(2, null);
        Page<VisitNote> next = notes.findLatest(2, page.next());

        assertThat(page.items()).containsExactly(corrected, third);
        assertThat(next).isEqualTo(new Page<>(List.of(second), null));
    }

    @Test
    void goesThroughEveryNoteInLittleMemory() {
        UUID visit = db.inTransaction(VisitNoteRepositoryTest::book).id();
        notes.create(visit, "Mara", "Prefers the morning.");
        notes.create(visit, "Theo", "Parks in the yard.");

        assertThat(notes.stream(VISIT_NOTES.AUTHOR.eq("Theo")).map(VisitNote::text))
                .containsExactly("Parks in the yard.");
    }

    @Test
    void marksANoteThatIsCorrected() {
        UUID visit = db.inTransaction(VisitNoteRepositoryTest::book).id();
        VisitNote note = notes.create(visit, "Mara", "Prefers the mourning.");
        clock.advance(Duration.ofMinutes(5));

        VisitNote corrected = notes.update(note.id(), Changes.set(VISIT_NOTES.TEXT, "Prefers the morning."));

        assertThat(corrected.text()).isEqualTo("Prefers the morning.");
        assertThat(corrected.createdAt()).isEqualTo(note.createdAt());
        assertThat(corrected.updatedAt()).isEqualTo(clock.instant());
    }

    private static Appointment book(Transaction tx) {
        return anAppointment().insert(tx.session());
    }
}
