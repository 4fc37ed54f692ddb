package io.aro.db.testkit.process;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.File;
import java.io.IOException;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Archives of an IDE's class path: folders, in place of the jars of a build. */
class ClassArchiveTest {

    @TempDir
    private Path folder;

    private Path classes = Path.of("");

    @BeforeEach
    void makeAFolderOfClasses() throws IOException {
        classes = Files.createDirectories(folder.resolve("classes"));
        Path scripts = Files.createDirectories(classes.resolve("db/scripts"));
        Files.createDirectories(classes.resolve("empty"));
        Files.writeString(scripts.resolve("V001__first.sql"), "SELECT 1");
    }

    @Test
    void findsAFolderInAJarAsOnDisk() throws IOException {
        ClassArchive archive = ClassArchive.of(classes.toString(), folder.resolve("archive"));

        try (URLClassLoader packed = loader(archive.classPath())) {
            assertThat(packed.getResource("db/scripts/V001__first.sql")).isNotNull();
            assertThat(Collections.list(packed.getResources("db/scripts/"))).hasSize(1);
            assertThat(Collections.list(packed.getResources("db/scripts"))).hasSize(1);
            assertThat(Collections.list(packed.getResources("empty/"))).hasSize(1);
        }
    }

    @Test
    void leavesJarsAsTheyAreAndInTheirPlace() throws IOException {
        String classPath = String.join(File.pathSeparator, "first.jar", classes.toString(), "last.jar");

        ClassArchive archive = ClassArchive.of(classPath, folder.resolve("archive"));

        assertThat(archive.classPath().split(File.pathSeparator, -1))
                .satisfiesExactly(
                        first -> assertThat(first).isEqualTo("first.jar"),
                        packed -> assertThat(packed).endsWith("classes-1.jar"),
                        last -> assertThat(last).isEqualTo("last.jar"));
    }

    private static URLClassLoader loader(String classPath) throws IOException {
        List<URL> urls = new ArrayList<>();
        for (String entry : classPath.split(File.pathSeparator, -1)) {
            urls.add(Path.of(entry).toUri().toURL());
        }
        return new URLClassLoader(urls.toArray(URL[]::new), null);
    }
}
