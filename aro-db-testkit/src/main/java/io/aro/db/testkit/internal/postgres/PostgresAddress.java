package io.aro.db.testkit.internal.postgres;

import io.aro.db.error.ConfigurationException;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.Arrays;
import java.util.Objects;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import javax.sql.DataSource;
import org.postgresql.ds.PGSimpleDataSource;

/** The address of a PostgreSQL server with its user; the database is chosen call by call. */
public record PostgresAddress(String prefix, String parameters, String database, String user, String password) {

    /** The name of the user, and of the database to connect to for making others, where the URL names none. */
    private static final String SUPERUSER = "postgres";

    private static final Pattern URL = Pattern.compile("(jdbc:postgresql://[^/?]*/)([^?]*)(\\?.*)?");
    private static final Pattern CREDENTIALS = Pattern.compile("(user|password)=.*");

    /** Takes a JDBC URL apart; user and password are taken out of its parameters. */
    static PostgresAddress parse(String url) {
        Matcher matcher = URL.matcher(url);
        if (!matcher.matches()) {
            throw new ConfigurationException(
                    "The URL of a PostgreSQL server for tests has the form jdbc:postgresql://host:port/database?user=…;"
                            + " correct the one configured.");
        }
        PGSimpleDataSource parsed = new PGSimpleDataSource();
        parsed.setUrl(url);
        return new PostgresAddress(
                matcher.group(1),
                withoutCredentials(Objects.requireNonNullElse(matcher.group(3), "?")),
                matcher.group(2).isEmpty() ? SUPERUSER : matcher.group(2),
                Objects.requireNonNullElse(parsed.getUser(), SUPERUSER),
                Objects.requireNonNullElse(parsed.getPassword(), ""));
    }

    private static String withoutCredentials(String parameters) {
        String rest = Arrays.stream(parameters.substring(1).split("&", -1))
                .filter(parameter -> !CREDENTIALS.matcher(parameter).matches())
                .collect(Collectors.joining("&"));
        return rest.isEmpty() ? "" : "?" + rest;
    }

    PostgresAddress withDatabase(String name) {
        return new PostgresAddress(prefix, parameters, name, user, password);
    }

    public PostgresAddress as(String otherUser, String otherPassword) {
        return new PostgresAddress(prefix, parameters, database, otherUser, otherPassword);
    }

    String url() {
        return prefix + database + parameters;
    }

    /** Returns the URL without its parameters. */
    String shownUrl() {
        return prefix + database;
    }

    /** Returns what psql takes; it asks for a password if the server wants one. */
    String psqlUrl() {
        return shownUrl().replaceFirst("^jdbc:postgresql://", "postgresql://" + user + "@");
    }

    Connection connect() throws SQLException {
        return DriverManager.getConnection(url(), user, password);
    }

    DataSource dataSource() {
        PGSimpleDataSource dataSource = new PGSimpleDataSource();
        dataSource.setUrl(url());
        dataSource.setUser(user);
        dataSource.setPassword(password);
        return dataSource;
    }

    @Override
    public String toString() {
        return shownUrl();
    }
}
