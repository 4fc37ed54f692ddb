package io.aro.db.readme;

import io.aro.db.AroDatabase;
import io.aro.db.appointment.NewAppointment;
import io.aro.db.connection.HostConfig;
import io.aro.db.connection.PostgresConfig;
import io.aro.db.connection.WritePosition;
import io.aro.db.customer.Customer;
import io.aro.db.host.SpringTransactions;
import io.aro.db.idempotency.IdempotencyKey;
import io.aro.db.idempotency.Outcome;
import io.aro.db.migration.Migrator;
import java.util.List;
import java.util.UUID;
import javax.sql.DataSource;
import org.jooq.DSLContext;
import org.jooq.SQLDialect;
import org.springframework.jdbc.datasource.DataSourceTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;

/** The library inside host applications, each of which books an appointment and writes an invoice in one transaction. */
final class HostExamples {

    private static final String INVOICE = "INSERT INTO invoices (appointment_id) VALUES (?)";

    private HostExamples() {}

    static void onJooq(DSLContext dsl, NewAppointment appointment) {
        // @start region="jooq"
        dsl.transaction(configuration -> {
            AroDatabase db = AroDatabase.over(configuration.dsl());
            UUID id = db.appointments().create(appointment).id();
            configuration.dsl().execute("INSERT INTO invoices (appointment_id) VALUES (?)", id.toString());
        });
        // @end
    }

    static AroDatabase onPool(DataSource pool, SQLDialect dialect) {
        // @start region="pool"
        AroDatabase db = AroDatabase.over(pool, HostConfig.of(dialect));
        // @end
        return db;
    }

    static AroDatabase inSchema(String url, String user, String password) {
        // @start region="schema"
        PostgresConfig config = PostgresConfig.of(url, user, password).withSchema("biz_42");
        Migrator.of(url, user, password).withSchema("biz_42").migrate();
        AroDatabase db = AroDatabase.open(config);
        // @end
        return db;
    }

    static List<AroDatabase> inSchemas(DataSource pool) {
        // @start region="schemas"
        HostConfig config = HostConfig.of(SQLDialect.POSTGRES);
        AroDatabase first = AroDatabase.over(pool, config.withSchema("biz_1"));
        AroDatabase second = AroDatabase.over(pool, config.withSchema("biz_2"));
        // @end
        return List.of(first, second);
    }

    static AroDatabase onSpring(DataSource pool, SQLDialect dialect) {
        // @start region="spring"
        DataSourceTransactionManager manager = new DataSourceTransactionManager(pool);
        HostConfig config = HostConfig.of(dialect).withTransactions(new SpringTransactions(manager, pool));
        AroDatabase db = AroDatabase.over(pool, config);
        // @end
        return db;
    }

    static void inSpring(TransactionTemplate transaction, AroDatabase db, DSLContext dsl, NewAppointment appointment) {
        // @start region="block"
        transaction.executeWithoutResult(status -> {
            UUID id = db.appointments().create(appointment).id();
            dsl.execute(INVOICE, id.toString());
        });
        // @end
    }

    static Outcome<UUID> joining(AroDatabase db, IdempotencyKey key, String body, NewAppointment appointment) {
        // @start region="joining"
        Outcome<UUID> outcome = db.idempotency()
                .withJoining(true)
                .execute(
                        key,
                        body,
                        UUID.class,
                        tx -> tx.appointments().create(appointment).id());
        // @end
        return outcome;
    }

    static Customer afterTheWrite(AroDatabase db, UUID customerId) {
        // @start region="position"
        db.customers().addTags(customerId, "vip");
        String position = db.writePosition().toString(); // for the client, such as in a cookie

        AroDatabase after = db.readingAfter(WritePosition.parse(position));
        Customer customer = after.customers().getById(customerId);
        // @end
        return customer;
    }
}
