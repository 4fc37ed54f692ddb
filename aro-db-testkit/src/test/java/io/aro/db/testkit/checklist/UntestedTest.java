package io.aro.db.testkit.checklist;

/** A test class without tests. */
final class UntestedTest {

    private UntestedTest() {}

    static void isNoTest() {}
}
