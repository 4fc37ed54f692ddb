package io.aro.db.testkit;

/** Is what becomes of a database after its test: it is dropped, or kept to be looked at. */
interface Disposal {

    /** Deletes the database. */
    void drop();

    /** Leaves the database in place, and returns the command that opens it. */
    String keep();

    /** Returns the same with something to do after either. */
    default Disposal andThen(Runnable next) {
        Disposal first = this;
        return new Disposal() {
            @Override
            public void drop() {
                try {
                    first.drop();
                } finally {
                    next.run();
                }
            }

            @Override
            public String keep() {
                try {
                    return first.keep();
                } finally {
                    next.run();
                }
            }
        };
    }
}
