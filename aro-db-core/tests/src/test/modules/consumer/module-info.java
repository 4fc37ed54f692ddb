/**
 * A service on the module path; the names of our modules are in the manifests of their jars.
 *
 * <p>An automatic module requires nothing itself. So a service requires the modules whose types it meets, and runs with
 * {@code --add-modules ALL-MODULE-PATH} for the others.
 */
module io.aro.consumer {
    requires io.aro.db;
    requires io.aro.db.migration;
    requires java.sql;
    requires org.jooq;
    requires org.jspecify;
}
