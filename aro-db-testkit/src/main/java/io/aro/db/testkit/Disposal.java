package io.aro.db.testkit;

/** Is what becomes of a database after its test: it is dropped, or kept to be looked at. */
interface Disposal {

    /** Deletes the database. */
    void drop();

    /** Leaves the database in place, and returns the command that opens it. */
    String keep();
}
