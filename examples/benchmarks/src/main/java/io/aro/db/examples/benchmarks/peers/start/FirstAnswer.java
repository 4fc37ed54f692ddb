package io.aro.db.examples.benchmarks.peers.start;

import io.aro.db.AroDatabase;
import io.aro.db.examples.benchmarks.peers.database.Address;
import io.aro.db.examples.benchmarks.peers.database.PlainPools;
import io.aro.db.examples.benchmarks.peers.database.Rows;
import io.aro.db.examples.benchmarks.peers.hibernate.HibernateContender;
import io.aro.db.examples.benchmarks.peers.spring.SpringContender;
import io.aro.db.schema.Tables;
import io.aro.db.testkit.Engine;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import org.jdbi.v3.core.Jdbi;
import org.jooq.SQLDialect;
import org.jooq.impl.DSL;
import org.jspecify.annotations.Nullable;

/** A process that opens an existing database, asks once, and prints the answer. */
public final class FirstAnswer {

    /** The phone number of the customer in question. */
    static final String PHONE = Rows.phone(7);

    private static final String QUERY = "select name from customers where phone = ?";

    private FirstAnswer() {}

    /**
     * Runs the process.
     *
     * @param args starter, engine, URL, user, password
     */
    public static void main(String[] args) throws Exception {
        Address address = Address.of(Engine.valueOf(args[1]), args[2], args[3], args[4]);
        System.out.println(ask(Starter.valueOf(args[0]), address));
    }

    private static @Nullable String ask(Starter starter, Address address) throws SQLException {
        return switch (starter) {
            case JDBC -> plain(address);
            case HIKARI -> pooled(address);
            case JOOQ -> Apart.jooq(address);
            case JDBI -> Apart.jdbi(address);
            case HIBERNATE -> Apart.hibernate(address);
            case SPRING -> Apart.spring(address);
            case LIBRARY -> Apart.library(address);
        };
    }

    private static String plain(Address address) throws SQLException {
        try (Connection connection = address.connect()) {
            return name(connection);
        }
    }

    private static String pooled(Address address) throws SQLException {
        try (PlainPools pools = PlainPools.open(address, 1);
                Connection connection = pools.forReads().getConnection()) {
            return name(connection);
        }
    }

    private static String name(Connection connection) throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement(QUERY)) {
            statement.setString(1, PHONE);
            try (ResultSet row = statement.executeQuery()) {
                row.next();
                return row.getString(1);
            }
        }
    }

    /** The starters with a library, in a class apart: the others must not load them. */
    private static final class Apart {

        private Apart() {}

        static String jooq(Address address) {
            try (PlainPools pools = PlainPools.open(address, 1)) {
                SQLDialect dialect = address.isPostgres() ? SQLDialect.POSTGRES : SQLDialect.SQLITE;
                return DSL.using(pools.forReads(), dialect)
                        .selectFrom(Tables.CUSTOMERS)
                        .where(Tables.CUSTOMERS.PHONE.eq(PHONE))
                        .fetchSingle()
                        .getName();
            }
        }

        static String jdbi(Address address) {
            try (PlainPools pools = PlainPools.open(address, 1)) {
                return Jdbi.create(pools.forReads())
                        .withHandle(handle -> handle.createQuery("select name from customers where phone = :phone")
                                .bind("phone", PHONE)
                                .mapTo(String.class)
                                .one());
            }
        }

        static @Nullable String hibernate(Address address) {
            try (PlainPools pools = PlainPools.open(address, 1);
                    HibernateContender contender = new HibernateContender(pools)) {
                return contender.findName(PHONE);
            }
        }

        static @Nullable String spring(Address address) {
            try (PlainPools pools = PlainPools.open(address, 1)) {
                return new SpringContender(pools).findName(PHONE);
            }
        }

        static @Nullable String library(Address address) {
            try (AroDatabase library = address.open(1)) {
                return library.customers().findByPhone(PHONE).orElseThrow().name();
            }
        }
    }
}
