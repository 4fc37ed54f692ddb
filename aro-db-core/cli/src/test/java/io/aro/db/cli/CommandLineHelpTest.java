package io.aro.db.cli;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class CommandLineHelpTest {

    @Test
    void helpNamesCommandsAndExitCodes() {
        CommandLineRun run = CommandLineRun.of("--help");

        assertThat(run.code()).isZero();
        assertThat(run.out()).contains("migrate", "status", "validate", "rollback", "Exit codes:");
    }

    @Test
    void namesEveryCommandWhenNoneIsCalled() {
        assertThat(CommandLineRun.of().err())
                .isEqualTo(
                        "Name a command: migrate, status, validate, rollback, keys, backup, open-backup, retention or"
                                + " scrub; see aro-db --help.");
        assertThat(CommandLineRun.of("undo", "--url", "jdbc:sqlite:any.db").code())
                .isEqualTo(2);
    }

    @Test
    void versionIsTold() {
        CommandLineRun run = CommandLineRun.of("--version");

        assertThat(run.code()).isZero();
        assertThat(run.out()).startsWith("aro-db ");
    }

    @Test
    void addressNeverShowsThePassword() {
        assertThat(new DatabaseAddress("jdbc:postgresql://localhost/aro", "ada", "s3cret", null))
                .hasToString(
                        "DatabaseAddress[url=jdbc:postgresql://localhost/aro, user=ada, password=***, schema=null]");
    }
}
