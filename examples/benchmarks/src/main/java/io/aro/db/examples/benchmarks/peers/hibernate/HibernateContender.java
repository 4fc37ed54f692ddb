package io.aro.db.examples.benchmarks.peers.hibernate;

import io.aro.db.examples.benchmarks.peers.contender.Contender;
import io.aro.db.examples.benchmarks.peers.contender.Facts;
import io.aro.db.examples.benchmarks.peers.contender.Fresh;
import io.aro.db.examples.benchmarks.peers.contender.NewBooking;
import io.aro.db.examples.benchmarks.peers.contender.Operation;
import io.aro.db.examples.benchmarks.peers.contender.Task;
import io.aro.db.examples.benchmarks.peers.contender.Workload;
import io.aro.db.examples.benchmarks.peers.database.PlainPools;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Stream;
import org.hibernate.Session;
import org.hibernate.StatelessSession;
import org.jspecify.annotations.Nullable;

/** Hibernate with one session per operation and batches of 500. */
public final class HibernateContender implements Contender {

    /** The name in reports. */
    public static final String NAME = "Hibernate";

    private static final int FETCH_SIZE = 1_000;

    private final Factories factories;
    private final boolean postgres;

    /** Creates the contender. */
    public HibernateContender(PlainPools pools) {
        this.factories = Factories.of(pools);
        this.postgres = pools.isShared();
    }

    @Override
    public String name() {
        return NAME;
    }

    @Override
    public Optional<Task> task(Operation operation, Workload workload) {
        return switch (operation) {
            case FIND_BY_ID -> Optional.of(() -> findById(workload.customer()));
            case FIND_BY_PHONE ->
                Optional.of(() -> factories.reader().fromSession(s -> findByPhone(s, workload.phone())));
            case UPSERT_EXISTING -> Optional.of(() -> upsert(workload.phone(), "N"));
            case UPSERT_NEW -> Optional.of(() -> upsert(workload.newPhone(), "N"));
            case UPCOMING -> Optional.of(() -> upcoming(50));
            case BATCH -> Optional.of(() -> book(workload.thousand()));
            case STREAM -> Optional.of(() -> factories.reader().fromStatelessSession(this::sumOfScores));
            case PAGE, CONFIRM, WEBHOOK, REPLAY, EVENTS, CLAIM -> Optional.empty();
        };
    }

    private @Nullable CustomerEntity findById(UUID id) {
        return factories.reader().fromSession(session -> session.find(CustomerEntity.class, id));
    }

    /** Finds the customer of a phone number, such as for the library's opening benchmark. */
    public @Nullable String findName(String phone) {
        CustomerEntity found = factories.reader().fromSession(session -> findByPhone(session, phone));
        return found == null ? null : found.name;
    }

    private static @Nullable CustomerEntity findByPhone(Session session, String phone) {
        return session.createSelectionQuery("from Customer where phone = :phone", CustomerEntity.class)
                .setParameter("phone", phone)
                .getSingleResultOrNull();
    }

    /** Looks first, as is usual with JPA. Of two callers at once, the second fails. */
    private CustomerEntity upsert(String phone, String name) {
        return factories.writer().fromTransaction(session -> {
            CustomerEntity existing = findByPhone(session, phone);
            if (existing != null) {
                return existing;
            }
            CustomerEntity customer = new CustomerEntity();
            customer.id = Fresh.id();
            customer.phone = phone;
            customer.name = name;
            customer.createdAt = Fresh.now();
            customer.updatedAt = customer.createdAt;
            session.persist(customer);
            return customer;
        });
    }

    private List<AppointmentEntity> upcoming(int limit) {
        String query = "from Appointment where status in ('booked', 'confirmed') and date >= :now order by date, id";
        return factories
                .reader()
                .fromSession(session -> session.createSelectionQuery(query, AppointmentEntity.class)
                        .setParameter("now", Fresh.now())
                        .setMaxResults(limit)
                        .getResultList());
    }

    private int book(List<NewBooking> bookings) {
        return factories.writer().fromTransaction(session -> {
            Instant now = Fresh.now();
            Map<UUID, Integer> ofCustomers = new LinkedHashMap<>();
            for (NewBooking booking : bookings) {
                AppointmentEntity appointment = AppointmentEntity.of(booking, now);
                session.persist(appointment);
                session.persist(TransitionEntity.first(appointment.id, now));
                session.persist(EventEntity.created(appointment.id, booking, now));
                ofCustomers.merge(booking.customerId(), 1, Integer::sum);
            }
            for (CustomerEntity customer :
                    session.findMultiple(CustomerEntity.class, new ArrayList<>(ofCustomers.keySet()))) {
                customer.count(Objects.requireNonNull(ofCustomers.get(customer.id)), now);
            }
            return bookings.size();
        });
    }

    /** PostgreSQL fetches in parts only inside a transaction. */
    private long sumOfScores(StatelessSession session) {
        if (postgres) {
            session.beginTransaction();
        }
        try (Stream<CustomerEntity> rows = session.createSelectionQuery(
                        "from Customer order by id", CustomerEntity.class)
                .setFetchSize(FETCH_SIZE)
                .getResultStream()) {
            return rows.mapToLong(customer -> customer.riskScore + 1).sum();
        } finally {
            if (postgres) {
                session.getTransaction().commit();
            }
        }
    }

    @Override
    public String describe(Object result) {
        return switch (result) {
            case CustomerEntity row ->
                Facts.customer(
                        row.id,
                        row.phone,
                        row.createdAt,
                        row.lifetimeValue,
                        Objects.requireNonNull(row.tags).list());
            case AppointmentEntity row -> Facts.appointment(row.id, Objects.requireNonNull(row.status));
            case List<?> many ->
                String.join("\n", many.stream().map(this::describe).toList());
            default -> result.toString();
        };
    }

    @Override
    public void close() {
        factories.close();
    }
}
