package io.aro.db.testkit;

import javax.sql.DataSource;

/** Is how a database is reached; it prints without its credentials. */
record Location(String jdbcUrl, String user, String password, DataSource dataSource) {

    static Location of(PostgresAddress address) {
        return new Location(address.url(), address.user(), address.password(), address.dataSource());
    }

    @Override
    public String toString() {
        return jdbcUrl.split("\\?", 2)[0];
    }
}
