package io.aro.db.testkit.internal.postgres;

import io.aro.db.AroDatabase;
import io.aro.db.appointment.NewAppointment;
import io.aro.db.connection.PostgresConfig;
import io.aro.db.consent.NewOptOut;
import io.aro.db.customer.Customer;
import io.aro.db.customer.NewCustomer;
import io.aro.db.error.internal.VendorErrors;
import java.math.BigDecimal;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.time.Instant;
import java.util.Locale;

/**
 * A schema {@code public} with the tables of aro-db, wrong rows in them, and a trigger that fails on every write.
 *
 * <p>A call that reaches this schema by an unqualified name reads the wrong rows or fails.
 */
public final class PoisonedPublic {

    private static final int CUSTOMERS = 12;

    private static final String WRONG_ROWS = """
            INSERT INTO public.aro_schema_versions (version, oldest_library) VALUES (999, 999);
            UPDATE public.erasure_secrets SET secret = repeat('0', length(secret));
            UPDATE public.aro_schema_history SET checksum = 0 WHERE checksum IS NOT NULL;
            ALTER TABLE public.allowed_transitions DISABLE TRIGGER USER;
            UPDATE public.allowed_transitions SET correction = NOT correction;
            """;

    private static final String TRIGGER = """
            CREATE FUNCTION public.refuse_strangers() RETURNS trigger LANGUAGE plpgsql AS $$
            BEGIN
              RAISE EXCEPTION 'The statement reached the schema public.';
            END
            $$;
            DO $$
            DECLARE
              stranger regclass;
            BEGIN
              FOR stranger IN SELECT oid FROM pg_class
                WHERE relnamespace = 'public'::regnamespace AND relkind IN ('r', 'p')
              LOOP
                EXECUTE format('CREATE TRIGGER refuse_strangers BEFORE INSERT OR UPDATE OR DELETE OR TRUNCATE ON %s'
                  ' FOR EACH STATEMENT EXECUTE FUNCTION public.refuse_strangers()', stranger);
              END LOOP;
            END
            $$;
            """;

    private PoisonedPublic() {}

    /** Poisons the migrated schema {@code public} of a database. The user must own the tables. */
    public static void in(String url, String user, String password) {
        PostgresConfig config = PostgresConfig.of(url, user, password).withPoolSize(1);
        try (AroDatabase db = AroDatabase.open(config)) {
            for (int number = 0; number < CUSTOMERS; number++) {
                fill(db, String.format(Locale.ROOT, "+1555%07d", number));
            }
        }
        try (Connection connection = DriverManager.getConnection(url, user, password);
                Statement statement = connection.createStatement()) {
            statement.execute(WRONG_ROWS);
            statement.execute(TRIGGER);
        } catch (SQLException e) {
            throw VendorErrors.translate(e);
        }
    }

    private static void fill(AroDatabase db, String phone) {
        Customer stranger = db.customers().create(NewCustomer.withPhone(phone).withName("A stranger"));
        db.appointments()
                .create(NewAppointment.of(
                        stranger.id(),
                        Instant.parse("2026-05-04T10:00:00Z"),
                        Duration.ofMinutes(45),
                        "Cleaning",
                        new BigDecimal("666.00")));
        db.consents().append(NewOptOut.fromAll(phone));
    }
}
