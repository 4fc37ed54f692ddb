package io.aro.db.testkit;

/** Is attached to the failure of a test, to say how to open the database that it has left. */
final class KeptDatabase extends Exception {

    private static final long serialVersionUID = 1L;

    KeptDatabase(TestDatabase database) {
        super(
                "The " + database.engine().displayName() + " database of this test is kept for a day; open it with: "
                        + database.keep(),
                null,
                false,
                false);
    }
}
