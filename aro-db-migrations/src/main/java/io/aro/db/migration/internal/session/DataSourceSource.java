package io.aro.db.migration.internal.session;

import io.aro.db.error.internal.VendorErrors;
import java.sql.SQLException;
import javax.sql.DataSource;

/**
 * A source that borrows the connection from an application; its settings are put back before it is returned.
 *
 * @param dataSource the application's own
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
        return open();
    }
}
