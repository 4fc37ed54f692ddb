package io.aro.db.testkit.internal.postgres;

/** The end of a PostgreSQL server after the tests, as its host handles it. */
public interface ServerLifecycle {

    /** Leaves the server alone, because somebody else runs it. */
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
            // its owner goes on using it
        }
    };

    /** Tells whether databases that are left on the server are still there after the run. */
    boolean outlivesRun();

    /** Sees to it that the database can still be opened after the run, and returns the commands that do so. */
    String keep(PostgresAddress database);

    /** Ends the use of the server. */
    void release();
}
