package io.aro.db.migration.internal.session;

import io.aro.db.error.internal.VendorErrors;
import java.sql.SQLException;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;

/**
 * A source of connections borrowed from the application, and returned with their original settings.
 *
 * @param dataSource the data source of the application
 * @param schema the schema of the sessions; null for the current schema of the connection
 */
record DataSourceSource(DataSource dataSource, @Nullable SchemaName schema) implements ConnectionSource {

    @Override
    public ConnectionSource in(SchemaName other) {
        return new DataSourceSource(dataSource, other);
    }

    @Override
    public MigrationSession open() {
        try {
            return MigrationSession.on(dataSource.getConnection(), schema);
        } catch (SQLException e) {
            throw VendorErrors.translate(e);
        }
    }

    @Override
    public MigrationSession openExisting() {
        return open();
    }

    @Override
    public MigrationSession openToRead() {
        try {
            return MigrationSession.toRead(dataSource.getConnection(), schema);
        } catch (SQLException e) {
            throw VendorErrors.translate(e);
        }
    }
}
