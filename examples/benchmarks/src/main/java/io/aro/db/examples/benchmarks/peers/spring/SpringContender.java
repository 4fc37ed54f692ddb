package io.aro.db.examples.benchmarks.peers.spring;

import io.aro.db.examples.benchmarks.peers.contender.Contender;
import io.aro.db.examples.benchmarks.peers.contender.Facts;
import io.aro.db.examples.benchmarks.peers.contender.Fresh;
import io.aro.db.examples.benchmarks.peers.contender.NewBooking;
import io.aro.db.examples.benchmarks.peers.contender.Operation;
import io.aro.db.examples.benchmarks.peers.contender.Task;
import io.aro.db.examples.benchmarks.peers.contender.Workload;
import io.aro.db.examples.benchmarks.peers.database.PlainPools;
import io.aro.db.examples.benchmarks.peers.jdbc.Values;
import io.aro.db.examples.benchmarks.peers.spring.SpringRows.AppointmentRow;
import io.aro.db.examples.benchmarks.peers.spring.SpringRows.CustomerRow;
import io.aro.db.examples.benchmarks.peers.spring.SpringRows.EventRow;
import io.aro.db.examples.benchmarks.peers.spring.SpringRows.Status;
import io.aro.db.examples.benchmarks.peers.spring.SpringRows.TransitionRow;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.TreeMap;
import java.util.UUID;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.springframework.data.domain.Sort;
import org.springframework.data.relational.core.query.Criteria;
import org.springframework.data.relational.core.query.Query;
import org.springframework.jdbc.core.namedparam.MapSqlParameterSource;
import org.springframework.jdbc.support.JdbcTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;

/** Spring Data JDBC by its template, without the transaction proxies of a repository. */
public final class SpringContender implements Contender {

    /** The name in reports. */
    public static final String NAME = "Spring Data";

    private final Templates writer;
    private final Templates reader;
    private final TransactionTemplate writes;
    private final TransactionTemplate reads;
    private final Values values;
    private final boolean postgres;

    /** Creates the contender. */
    public SpringContender(PlainPools pools) {
        this.postgres = pools.isShared();
        this.values = Values.of(postgres);
        this.writer = Templates.of(pools.forWrites(), postgres);
        this.reader = Templates.of(pools.forReads(), postgres);
        this.writes = new TransactionTemplate(new JdbcTransactionManager(pools.forWrites()));
        this.reads = new TransactionTemplate(new JdbcTransactionManager(pools.forReads()));
    }

    @Override
    public String name() {
        return NAME;
    }

    @Override
    public Optional<Task> task(Operation operation, Workload workload) {
        return switch (operation) {
            case FIND_BY_ID -> Optional.of(() -> reader.aggregates().findById(workload.customer(), CustomerRow.class));
            case FIND_BY_PHONE -> Optional.of(() -> findByPhone(reader, workload.phone()));
            case UPSERT_EXISTING -> Optional.of(() -> upsert(workload.phone(), "N"));
            case UPSERT_NEW -> Optional.of(() -> upsert(workload.newPhone(), "N"));
            case UPCOMING -> Optional.of(() -> upcoming(50));
            case BATCH -> Optional.of(() -> book(workload.thousand()));
            case STREAM -> Optional.of(this::sumOfScores);
            case PAGE, CONFIRM, WEBHOOK, REPLAY, EVENTS, CLAIM -> Optional.empty();
        };
    }

    private static @Nullable CustomerRow findByPhone(Templates templates, String phone) {
        Query query = Query.query(Criteria.where("phone").is(phone));
        return templates.aggregates().findOne(query, CustomerRow.class).orElse(null);
    }

    /** Returns the name of the customer of a phone number. */
    public @Nullable String findName(String phone) {
        CustomerRow found = findByPhone(reader, phone);
        return found == null ? null : found.name();
    }

    /** Looks first, as is usual with Spring Data. Of two callers at once, the second fails. */
    private CustomerRow upsert(String phone, String name) {
        return required(writes.execute(status -> {
            CustomerRow existing = findByPhone(writer, phone);
            return existing != null ? existing : writer.aggregates().insert(CustomerRow.of(phone, name, Fresh.now()));
        }));
    }

    private List<AppointmentRow> upcoming(int limit) {
        Query query = Query.query(Criteria.where("status")
                        .in(Status.BOOKED, Status.CONFIRMED)
                        .and("date")
                        .greaterThanOrEquals(Fresh.now()))
                .sort(Sort.by("date", "id"))
                .limit(limit);
        return reader.aggregates().findAll(query, AppointmentRow.class);
    }

    private int book(List<NewBooking> bookings) {
        writes.executeWithoutResult(status -> {
            Instant now = Fresh.now();
            List<AppointmentRow> rows = new ArrayList<>();
            List<TransitionRow> transitions = new ArrayList<>();
            List<EventRow> events = new ArrayList<>();
            for (NewBooking booking : bookings) {
                AppointmentRow row = AppointmentRow.of(booking, now);
                rows.add(row);
                transitions.add(TransitionRow.first(row.id(), now));
                events.add(EventRow.created(row.id(), booking, now));
            }
            writer.aggregates().insertAll(rows);
            writer.aggregates().insertAll(transitions);
            writer.aggregates().insertAll(events);
            count(bookings, now);
        });
        return bookings.size();
    }

    private void count(List<NewBooking> bookings, Instant now) {
        Map<UUID, Integer> ofCustomers = new TreeMap<>();
        bookings.forEach(booking -> ofCustomers.merge(booking.customerId(), 1, Integer::sum));
        MapSqlParameterSource[] parameters = ofCustomers.entrySet().stream()
                .map(each -> new MapSqlParameterSource("booked", each.getValue())
                        .addValue("now", values.time(now))
                        .addValue("id", values.id(each.getKey())))
                .toArray(MapSqlParameterSource[]::new);
        String rate = "(confirmed_count * 20000 + appointment_count + :booked) / ((appointment_count + :booked) * 2)";
        writer.sql()
                .batchUpdate(
                        "update customers set appointment_count = appointment_count + :booked, confirmation_rate = "
                                + (postgres ? "cast(" + rate + " as numeric(10, 2)) / 100" : rate)
                                + ", updated_at = :now where id = :id",
                        parameters);
    }

    /** PostgreSQL fetches in parts only inside a transaction. */
    private long sumOfScores() {
        return postgres ? required(reads.execute(status -> streamed())) : streamed();
    }

    private long streamed() {
        Query all = Query.empty().sort(Sort.by("id"));
        try (Stream<CustomerRow> rows = reader.aggregates().streamAll(all, CustomerRow.class)) {
            return rows.mapToLong(customer -> customer.riskScore() + 1).sum();
        }
    }

    private static <T> T required(@Nullable T value) {
        return Objects.requireNonNull(value);
    }

    @Override
    public String describe(Object result) {
        return switch (result) {
            case CustomerRow row ->
                Facts.customer(
                        row.id(),
                        row.phone(),
                        row.createdAt(),
                        row.lifetimeValue(),
                        required(row.tags()).list());
            case AppointmentRow row ->
                Facts.appointment(row.id(), required(row.status()).literal());
            case List<?> many ->
                String.join("\n", many.stream().map(this::describe).toList());
            default -> result.toString();
        };
    }
}
