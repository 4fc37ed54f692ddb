package io.aro.db.testkit.checklist;

/** A repository with an empty test class. */
public final class Untested {

    private Untested() {}
}
