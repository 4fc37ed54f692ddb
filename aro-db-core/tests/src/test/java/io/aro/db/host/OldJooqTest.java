package io.aro.db.host;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.File;
import java.lang.reflect.InvocationTargetException;
import java.net.MalformedURLException;
import java.net.URI;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Opening with the jOOQ version of an older framework. */
class OldJooqTest {

    private static final Path OLD = Path.of("target/old-jooq/jooq.jar");

    @Test
    void isRefusedAtOpenWithTheVersionToSet() throws Exception {
        assertThat(OLD).exists();
        try (URLClassLoader loader = new URLClassLoader(classPath(), ClassLoader.getPlatformClassLoader())) {
            Class<?> database = loader.loadClass("io.aro.db.AroDatabase");

            Throwable refusal = failureOf(() -> database.getMethod("inMemory").invoke(null));

            assertThat(refusal.getClass().getName()).isEqualTo("io.aro.db.error.ConfigurationException");
            assertThat(refusal)
                    .hasMessageStartingWith("jOOQ 3.19.")
                    .hasMessageContaining("aro-db needs 3.21 or newer")
                    .hasMessageContaining("jooq.version");
        }
    }

    private interface Call {

        void run() throws ReflectiveOperationException;
    }

    private static Throwable failureOf(Call call) throws ReflectiveOperationException {
        try {
            call.run();
        } catch (InvocationTargetException e) {
            return e.getTargetException();
        }
        throw new AssertionError("It was not refused.");
    }

    private static URL[] classPath() throws MalformedURLException {
        List<URL> entries = new ArrayList<>();
        entries.add(OLD.toUri().toURL());
        for (String entry : System.getProperty("java.class.path").split(File.pathSeparator)) {
            URI location = Path.of(entry).toUri();
            if (!location.toString().contains("/org/jooq/jooq/")) {
                entries.add(location.toURL());
            }
        }
        return entries.toArray(URL[]::new);
    }
}
