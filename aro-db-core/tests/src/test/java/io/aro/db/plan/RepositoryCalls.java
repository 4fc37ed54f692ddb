package io.aro.db.plan;

import static io.aro.db.fixture.LargeTables.id;
import static io.aro.db.plan.Call.finds;
import static io.aro.db.plan.Call.seeks;
import static io.aro.db.plan.Call.walks;
import static io.aro.db.schema.Tables.APPOINTMENTS;
import static io.aro.db.schema.Tables.CUSTOMERS;
import static io.aro.db.schema.Tables.DEAD_LETTERS;
import static io.aro.db.schema.Tables.REMINDER_LOGS;
import static io.aro.db.schema.Tables.WORKFLOW_INSTANCES;
import static org.assertj.core.api.Assertions.assertThat;
import static org.jooq.impl.DSL.noCondition;

import io.aro.db.AroDatabase;
import io.aro.db.repository.Changes;
import io.aro.db.repository.Page;
import io.aro.db.repository.PageRequest;
import io.aro.db.repository.Repository;
import java.util.List;
import java.util.Locale;
import java.util.UUID;
import java.util.function.Function;
import java.util.stream.Stream;
import org.jooq.Record;
import org.jspecify.annotations.Nullable;

/** The calls of the common methods of all repositories. */
final class RepositoryCalls {

    private RepositoryCalls() {}

    static Stream<Call> all() {
        return Stream.of(
                        of(
                                "CustomerRepository",
                                "customers",
                                id(77_770),
                                AroDatabase::customers,
                                Changes.set(CUSTOMERS.EMAIL, "ada@example.org")),
                        of(
                                "AppointmentRepository",
                                "appointments",
                                id(77_772),
                                AroDatabase::appointments,
                                Changes.set(APPOINTMENTS.NOTES, "first visit")),
                        of(
                                "ReminderLogRepository",
                                "reminder_logs",
                                id(77_782),
                                AroDatabase::reminders,
                                Changes.set(REMINDER_LOGS.CHANNEL, "email")),
                        of(
                                "WorkflowInstanceRepository",
                                "workflow_instances",
                                id(77_776),
                                AroDatabase::workflows,
                                Changes.set(WORKFLOW_INSTANCES.MAX_RETRIES, 4)),
                        of(
                                "DeadLetterRepository",
                                "dead_letters",
                                id(77_778),
                                AroDatabase::deadLetters,
                                Changes.set(DEAD_LETTERS.SKILL_NAME, "send_email")))
                .flatMap(List::stream);
    }

    /** Returns the calls about a row used by no second call, without a hold; its dependants follow by cascade. */
    private static <R extends Record> List<Call> of(
            String type,
            String table,
            UUID row,
            Function<AroDatabase, Repository<R, ?>> repository,
            Changes<R> changes) {
        String key = String.format(Locale.ROOT, "(pk_%1$s|sqlite_autoindex_%1$s_1)", table);
        return List.of(
                finds(type + ".findById(UUID)", key, db -> repository.apply(db).findById(row)),
                finds(type + ".getById(UUID)", key, db -> repository.apply(db).getById(row)),
                finds(
                        type + ".update(UUID, Changes)",
                        key,
                        db -> repository.apply(db).update(row, changes)),
                walks(
                        type + ".findAll(Condition, int)",
                        key,
                        db -> repository.apply(db).findAll(noCondition(), 10)),
                seeks(type + ".page(PageRequest)", key, db -> twoPages(repository.apply(db), PageRequest.of(10))),
                seeks(
                        type + ".stream(Condition)",
                        key,
                        db -> repository.apply(db).stream(noCondition())
                                .limit(PageRequest.LARGEST + 1)
                                .forEach(each -> {})),
                seeks(
                        type + ".stream(PageRequest)",
                        key,
                        db -> repository.apply(db).stream(PageRequest.of(10))
                                .limit(11)
                                .forEach(each -> {})),
                finds(type + ".delete(UUID)", key, db -> repository.apply(db).delete(row)));
    }

    static void twoPages(Repository<?, ?> repository, PageRequest request) {
        Page<?> first = repository.page(request);
        repository.page(request.withCursor(first.next()));
    }

    static void twoPages(Function<PageRequest, ? extends Page<?>> read) {
        @Nullable String next = read.apply(PageRequest.of(10)).next();
        assertThat(read.apply(PageRequest.of(10).withCursor(next))).isNotNull();
    }
}
