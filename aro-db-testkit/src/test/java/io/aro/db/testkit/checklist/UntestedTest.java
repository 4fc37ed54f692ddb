package io.aro.db.testkit.checklist;

/** Looks like tests and has none. */
final class UntestedTest {

    private UntestedTest() {}

    static void isNoTest() {}
}
