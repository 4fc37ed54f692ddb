package io.aro.db.appointment;

import static io.aro.db.schema.Tables.APPOINTMENTS;

import io.aro.db.internal.statement.BoundStatement;
import io.aro.db.internal.statement.Parameter;
import io.aro.db.internal.statement.StatementTemplate;
import io.aro.db.internal.value.Values;
import io.aro.db.refusal.InvalidValueException;
import io.aro.db.repository.Session;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import java.util.function.Supplier;
import org.jooq.Condition;
import org.jooq.impl.DSL;

/** The lists of booked and confirmed appointments, earliest first and up to a limit. */
final class UpcomingQueries {

    private static final Parameter<Instant> FROM = Parameter.of("from_date", APPOINTMENTS.DATE);
    private static final Parameter<Instant> UNTIL = Parameter.of("until_date", APPOINTMENTS.DATE);
    private static final Parameter<String> PROVIDER = Parameter.of(APPOINTMENTS.PROVIDER);
    private static final Parameter<UUID> CUSTOMER = Parameter.of(APPOINTMENTS.CUSTOMER_ID);

    private static final StatementTemplate STILL_TO_BEGIN =
            upcoming(List.of(FROM, Parameter.LIMIT), () -> APPOINTMENTS.DATE.ge(FROM.field()));

    private static final StatementTemplate IN_WINDOW =
            upcoming(List.of(FROM, UNTIL, Parameter.LIMIT), UpcomingQueries::window);

    private static final StatementTemplate OF_PROVIDER = upcoming(
            List.of(PROVIDER, FROM, UNTIL, Parameter.LIMIT),
            () -> APPOINTMENTS.PROVIDER.eq(PROVIDER.field()).and(window()));

    private static final StatementTemplate OF_CUSTOMER = upcoming(
            List.of(CUSTOMER, FROM, Parameter.LIMIT),
            () -> APPOINTMENTS.CUSTOMER_ID.eq(CUSTOMER.field()).and(APPOINTMENTS.DATE.ge(FROM.field())));

    private UpcomingQueries() {}

    /** Returns the appointments starting now or later. */
    static List<Appointment> stillToBegin(Session session, int limit) {
        return read(session, STILL_TO_BEGIN.with(session.now(), limit));
    }

    /**
     * Returns the appointments starting in a caller's window, from inclusive, until exclusive.
     *
     * <p>Bounds finer than a microsecond are rounded up.
     */
    static List<Appointment> inWindow(Session session, Instant from, Instant until, int limit) {
        return read(session, IN_WINDOW.with(Values.bound("from", from), Values.bound("until", until), limit));
    }

    /**
     * Returns a provider's appointments starting in the window.
     *
     * @throws InvalidValueException if the provider is null or not valid text
     */
    static List<Appointment> ofProvider(Session session, String provider, Instant from, Instant until, int limit) {
        String wanted = Values.wanted("provider", provider);
        return read(session, OF_PROVIDER.with(wanted, Values.bound("from", from), Values.bound("until", until), limit));
    }

    /** Returns a customer's appointments starting now or later. */
    static List<Appointment> ofCustomer(Session session, UUID customerId, int limit) {
        return read(session, OF_CUSTOMER.with(customerId, session.now(), limit));
    }

    private static List<Appointment> read(Session session, BoundStatement query) {
        return session.read(query.list(Appointment::of));
    }

    private static StatementTemplate upcoming(List<Parameter<?>> parameters, Supplier<Condition> condition) {
        return StatementTemplate.of(
                parameters,
                dialect -> DSL.selectFrom(APPOINTMENTS)
                        .where(dialect.likely(AppointmentQueries.upcoming()))
                        .and(condition.get())
                        .orderBy(AppointmentQueries.EARLIEST_FIRST)
                        .limit(Parameter.limit()));
    }

    private static Condition window() {
        return APPOINTMENTS.DATE.ge(FROM.field()).and(APPOINTMENTS.DATE.lt(UNTIL.field()));
    }
}
