package io.aro.db.migration;

import static org.assertj.core.api.Assertions.assertThat;

import io.aro.db.cli.Launcher;
import org.junit.jupiter.api.Test;

class LaunchedCommandTest {

    @Test
    void mainClassOfTheJarRunsTheCommandLine() {
        try (ChildJvm child = ChildJvm.start(Launcher.class, "status")) {
            assertThat(child.readAll()).isEqualTo("Missing required option: '--url=URL'. Try 'aro-db status --help'.");
            assertThat(child.waitFor()).isEqualTo(2);
        }
    }
}
