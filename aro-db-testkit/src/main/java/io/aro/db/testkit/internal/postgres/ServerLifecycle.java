package io.aro.db.testkit.internal.postgres;

/** The end of a PostgreSQL server's use, specific to its origin. */
public interface ServerLifecycle {

    /** Leaves an external server running. */
    ServerLifecycle FOREIGN = new ServerLifecycle() {
        @Override
        public boolean outlivesRun() {
            return true;
        }

        @Override
        public String keep(PostgresAddress database) {
            return "psql " + database.psqlUrl();
        }

        @Override
        public void release() {
            // the owner continues to use the server
        }
    };

    /** Returns whether databases on the server survive the run. */
    boolean outlivesRun();

    /** Preserves the database beyond the run and returns the commands to open the database. */
    String keep(PostgresAddress database);

    /** Ends the use of the server. */
    void release();
}
