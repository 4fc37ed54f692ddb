package io.aro.db.migration;

import io.aro.db.error.internal.VendorErrors;
import java.sql.SQLException;
import javax.sql.DataSource;

/**
 * A source that borrows the connection from an application; its settings are put back before it is returned.
 *
 * @param dataSource the application's own
 */
record ApplicationPool(DataSource dataSource) implements ConnectionSource {

    @Override
    public Session open() {
        try {
            return Session.on(dataSource.getConnection());
        } catch (SQLException e) {
            throw VendorErrors.translate(e);
        }
    }

    @Override
    public Session openExisting() {
        return open();
    }

    @Override
    public Session openToRead() {
        return open();
    }
}
