package io.aro.db.roles;

import io.aro.db.fixture.Neighbour;
import io.aro.db.testkit.TestDatabase;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Locale;
import java.util.Objects;
import java.util.UUID;

/** A login with exactly the script's rights of a service in a schema. */
final class ServiceRole implements AutoCloseable {

    private static final String SCRIPT = "/db/aro/roles/postgresql/aro_service.sql";

    private final TestDatabase database;
    private final String schema;
    private final String login = "service " + UUID.randomUUID();
    private final String role = "Rights' \"of\" " + login;
    private final String password = UUID.randomUUID().toString();

    private ServiceRole(TestDatabase database, String schema) {
        this.database = database;
        this.schema = schema;
    }

    /** Creates the role and the login. */
    static ServiceRole in(TestDatabase database, String schema) throws IOException, SQLException {
        ServiceRole service = new ServiceRole(database, schema);
        service.runScript();
        service.asSuperuser(
                String.format(Locale.ROOT, "CREATE ROLE \"%s\" LOGIN PASSWORD '%s'", service.login, service.password));
        service.asSuperuser(String.format(Locale.ROOT, "GRANT %s TO \"%s\"", service.role(), service.login));
        return service;
    }

    /** Runs the script, which is repeatable. */
    void runScript() throws IOException, SQLException {
        try (InputStream in = Objects.requireNonNull(ServiceRole.class.getResourceAsStream(SCRIPT), SCRIPT)) {
            asSuperuser(String.format(Locale.ROOT, "SET aro.service_role = '%s';", role.replace("'", "''"))
                    + new String(in.readAllBytes(), StandardCharsets.UTF_8));
        }
    }

    String role() {
        return Neighbour.quoted(role);
    }

    String login() {
        return login;
    }

    String password() {
        return password;
    }

    /** Returns the URL of the schema. */
    String url() {
        return Neighbour.inSchema(database.jdbcUrl(), schema);
    }

    Connection connect() throws SQLException {
        return DriverManager.getConnection(url(), login, password);
    }

    void asSuperuser(String sql) throws SQLException {
        try (Connection connection = DriverManager.getConnection(url(), database.user(), database.password());
                Statement statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }

    @Override
    public void close() throws SQLException {
        asSuperuser(String.format(
                Locale.ROOT,
                "DROP OWNED BY \"%1$s\"; DROP ROLE \"%1$s\"; DROP OWNED BY %2$s; DROP ROLE %2$s",
                login,
                role()));
    }
}
