package io.aro.db.testkit.checklist;

/** Has a class of tests in which there is none. */
public final class Untested {

    private Untested() {}
}
