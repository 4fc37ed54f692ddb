package io.aro.db.testkit;

import io.aro.db.AroDatabase;
import java.time.InstantSource;
import java.util.Random;
import java.util.function.UnaryOperator;
import javax.sql.DataSource;

/** Is how a database is reached; its text shows no credentials. */
interface DatabaseHandle {

    /** Returns the URL, or throws if nobody but {@link #dataSource} reaches the database. */
    String jdbcUrl();

    default String user() {
        return "";
    }

    default String password() {
        return "";
    }

    DataSource dataSource();

    /**
     * Opens the database as an application does.
     *
     * @param random where the random part of ids comes from
     * @param decorator put between the library and its connections
     */
    AroDatabase open(InstantSource clock, Random random, UnaryOperator<DataSource> decorator);
}
