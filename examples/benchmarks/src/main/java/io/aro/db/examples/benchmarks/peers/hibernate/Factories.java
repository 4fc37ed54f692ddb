package io.aro.db.examples.benchmarks.peers.hibernate;

import io.aro.db.examples.benchmarks.peers.database.PlainPools;
import javax.sql.DataSource;
import org.hibernate.SessionFactory;
import org.hibernate.cfg.Configuration;

/**
 * The session factories of one database.
 *
 * @param writer the factory of sessions that write
 * @param reader the factory of sessions that only read; the writer on PostgreSQL
 */
record Factories(SessionFactory writer, SessionFactory reader) implements AutoCloseable {

    static Factories of(PlainPools pools) {
        boolean postgres = pools.isShared();
        SessionFactory writer = factory(pools.forWrites(), postgres);
        return new Factories(writer, postgres ? writer : factory(pools.forReads(), false));
    }

    private static SessionFactory factory(DataSource pool, boolean postgres) {
        Configuration configuration = new Configuration();
        configuration.addAnnotatedClasses(
                CustomerEntity.class, AppointmentEntity.class, TransitionEntity.class, EventEntity.class);
        configuration.getProperties().put("hibernate.connection.datasource", pool);
        configuration.setProperty("hibernate.jdbc.batch_size", "500");
        configuration.setProperty("hibernate.order_inserts", "true");
        configuration.setProperty("hibernate.order_updates", "true");
        configuration.setProperty("hibernate.connection.provider_disables_autocommit", "false");
        if (postgres) {
            configuration.setProperty("hibernate.type.prefer_native_enum_types", "true");
            configuration.addAttributeConverter(Converters.ArrayOfWords.class);
        } else {
            configuration.setProperty("hibernate.dialect", "org.hibernate.community.dialect.SQLiteDialect");
            configuration.setProperty("hibernate.type.preferred_uuid_jdbc_type", "VARCHAR");
            configuration.addAttributeConverter(Converters.JsonOfWords.class);
            configuration.addAttributeConverter(Converters.TextOfTime.class);
            configuration.addAttributeConverter(Converters.HundredthsOfMoney.class);
        }
        return configuration.buildSessionFactory();
    }

    @Override
    public void close() {
        writer.close();
        reader.close();
    }
}
