package io.aro.db.migration.internal.session;

import io.aro.db.error.internal.VendorErrors;
import java.sql.SQLException;
import javax.sql.DataSource;

/**
 * A source of connections borrowed from the application, and returned with their original settings.
 *
 * @param dataSource the data source of the application
 */
record DataSourceSource(DataSource dataSource) implements ConnectionSource {

    @Override
    public MigrationSession open() {
        try {
            return MigrationSession.on(dataSource.getConnection());
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
            return MigrationSession.toRead(dataSource.getConnection());
        } catch (SQLException e) {
            throw VendorErrors.translate(e);
        }
    }
}
