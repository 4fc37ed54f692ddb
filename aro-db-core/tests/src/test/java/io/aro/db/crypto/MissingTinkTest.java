package io.aro.db.crypto;

import static org.assertj.core.api.Assertions.assertThat;

import io.aro.db.error.AroDatabaseException;
import io.aro.db.testkit.process.ChildCommand;
import io.aro.db.testkit.process.ChildProcess;
import java.io.File;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Sealing without the optional Tink on the class path. */
class MissingTinkTest {

    @TempDir
    private Path folder = Path.of("");

    @Test
    void everyDoorNamesTheDependency() {
        ChildCommand command =
                ChildProcess.of(Doors.class, folder.resolve("keyset.json").toString());
        String withoutTink = Stream.of(command.classPath().split(File.pathSeparator, -1))
                .filter(part -> !part.contains("tink"))
                .collect(Collectors.joining(File.pathSeparator));
        assertThat(withoutTink).isNotEqualTo(command.classPath());

        try (ChildProcess process = new ChildCommand(
                        command.main(), withoutTink, command.arguments(), command.options(), command.environment())
                .start()) {
            assertThat(process.rest().lines())
                    .hasSize(5)
                    .containsOnly("ConfigurationException: Google Tink, needed to seal secrets, is not on the class"
                            + " path; add the dependency com.google.crypto.tink:tink.");
        }
        assertThat(folder).isEmptyDirectory();
    }

    /** A program printing the result of every entry point. */
    static final class Doors {

        private Doors() {}

        public static void main(String[] arguments) {
            Path keyset = Path.of(arguments[0]);
            for (Runnable door : List.<Runnable>of(
                    () -> Keysets.create(keyset),
                    () -> Keysets.createForFiles(keyset),
                    () -> Keysets.rotate(keyset),
                    () -> TinkCipher.ofFile(keyset),
                    () -> TinkStreamCipher.ofFile(keyset))) {
                try {
                    door.run();
                    System.out.println("done");
                } catch (AroDatabaseException e) {
                    System.out.println(e.getClass().getSimpleName() + ": " + e.getMessage());
                }
            }
        }
    }
}
