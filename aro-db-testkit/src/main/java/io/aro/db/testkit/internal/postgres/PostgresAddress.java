package io.aro.db.testkit.internal.postgres;

import io.aro.db.error.ConfigurationException;
import java.net.InetSocketAddress;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.Arrays;
import java.util.Locale;
import java.util.Objects;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import javax.sql.DataSource;
import org.postgresql.ds.PGSimpleDataSource;

/** The address of a PostgreSQL server with its user; each call chooses the database. */
public record PostgresAddress(String prefix, String parameters, String database, String user, String password) {

    /** The default user and maintenance database, for URLs without them. */
    private static final String SUPERUSER = "postgres";

    private static final Pattern URL = Pattern.compile("(jdbc:postgresql://[^/?]*/)([^?]*)(\\?.*)?");
    private static final Pattern CREDENTIALS = Pattern.compile("(user|password)=.*");

    /** Parses a JDBC URL, moving user and password out of its parameters. */
    static PostgresAddress parse(String url) {
        Matcher matcher = URL.matcher(url);
        if (!matcher.matches()) {
            throw new ConfigurationException(
                    "The URL of a PostgreSQL server for tests has the form jdbc:postgresql://host:port/database?user=…;"
                            + " correct the configured URL.");
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

    /** Returns the address of connections with the schema as their search path. */
    PostgresAddress inSchema(String schema) {
        String separator = parameters.isEmpty() ? "?" : "&";
        return new PostgresAddress(
                prefix, parameters + separator + "currentSchema=" + schema, database, user, password);
    }

    public PostgresAddress as(String otherUser, String otherPassword) {
        return new PostgresAddress(prefix, parameters, database, otherUser, otherPassword);
    }

    /** Returns the host and the port of the server. */
    InetSocketAddress server() {
        PGSimpleDataSource parsed = new PGSimpleDataSource();
        parsed.setUrl(url());
        return new InetSocketAddress(
                Objects.requireNonNull(parsed.getServerNames())[0], Objects.requireNonNull(parsed.getPortNumbers())[0]);
    }

    /** Returns the address of the same database through another program. */
    PostgresAddress through(InetSocketAddress program) {
        return new PostgresAddress(
                String.format(
                        Locale.ROOT,
                        "jdbc:postgresql://%s:%s/",
                        program.getAddress().getHostAddress(),
                        program.getPort()),
                parameters,
                database,
                user,
                password);
    }

    String url() {
        return prefix + database + parameters;
    }

    /** Returns the URL without parameters, safe to log. */
    String shownUrl() {
        return prefix + database;
    }

    /** Returns the URL for psql; psql prompts for a password if needed. */
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
