package io.aro.db.spring.failure;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;

/** The lines printed by a start. */
@ExtendWith(OutputCaptureExtension.class)
class PrintedStartTest {

    /** Hibernate has no dialect of SQLite. */
    private static final String WITHOUT_JPA = "--spring.autoconfigure.exclude="
            + "org.springframework.boot.hibernate.autoconfigure.HibernateJpaAutoConfiguration,"
            + "org.springframework.boot.data.jpa.autoconfigure.DataJpaRepositoriesAutoConfiguration";

    @TempDir
    private Path folder;

    @Test
    void areAtMostFiveForANewDatabase(CapturedOutput output) {
        EmptyService.start(WITHOUT_JPA, "--aro.db.sqlite.file=" + folder.resolve("clinic.db"))
                .close();

        List<String> ours = output.toString()
                .lines()
                .filter(line -> line.contains("aro.db") || line.contains("aro-db"))
                .toList();
        assertThat(ours).isNotEmpty().hasSizeLessThanOrEqualTo(7);
        assertThat(ours.stream().filter(line -> !line.contains("hikari"))).hasSizeLessThanOrEqualTo(5);
        assertThat(output).contains("Migrated clinic.db from empty to version").doesNotContain("\tat ");
    }

    @Test
    void areADescriptionAndAnActionForAWrongSetting(CapturedOutput output) {
        assertThatThrownBy(() ->
                        EmptyService.start(WITHOUT_JPA, "--aro.db.sqlite.file=" + folder.resolve("absent/clinic.db")))
                .isInstanceOf(RuntimeException.class);

        assertThat(output)
                .contains("APPLICATION FAILED TO START", "Description:", "of aro.db.sqlite.file does not exist.")
                .contains("Action:", "Create the folder, or correct the path.")
                .doesNotContain("\tat ");
    }
}
