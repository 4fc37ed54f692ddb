package io.aro.db.spring.failure;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.File;
import java.net.MalformedURLException;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Path;
import java.sql.DriverManager;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Starts of a service without optional jars, each in a class loader of its own. */
class OptionalJarsTest {

    /** Hibernate has no dialect of SQLite. */
    private static final String JPA =
            "hibernate|spring-orm|spring-boot-jpa|spring-data|spring-boot-data|jakarta.persistence";

    @TempDir
    private Path folder;

    /** Finds the drivers once for all tests, before a class loader that ends. */
    @BeforeAll
    static void findDrivers() {
        assertThat(DriverManager.drivers()).isNotEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "nothing-else",
                "spring-boot-jooq",
                "spring-boot-flyway",
                "spring-boot-actuator",
                "spring-boot-health",
                "spring-boot-micrometer|micrometer-",
                "spring-boot-webmvc|spring-webmvc|spring-web-|tomcat|spring-boot-servlet",
                "tink",
                "spring-boot-(jooq|flyway|actuator|health|micrometer|webmvc|servlet|web)|spring-web|micrometer|tomcat|tink|"
                        + "prometheus"
            })
    void leaveAWorkingDatabase(String absent) throws Exception {
        ClassLoader ofTest = Thread.currentThread().getContextClassLoader();
        try (URLClassLoader loader = new URLClassLoader(classPath(absent), ClassLoader.getPlatformClassLoader())) {
            Thread.currentThread().setContextClassLoader(loader);
            String[] properties = {"--aro.db.sqlite.file=" + folder.resolve("clinic.db")};

            Object outcome = loader.loadClass("io.aro.db.spring.failure.EmptyService")
                    .getMethod("outcome", String[].class)
                    .invoke(null, (Object) properties);

            assertThat(outcome).isEqualTo("Executed[response=done]");
        } finally {
            Thread.currentThread().setContextClassLoader(ofTest);
        }
    }

    private static URL[] classPath(String absent) throws MalformedURLException {
        List<URL> urls = new ArrayList<>();
        String pattern = ".*/(" + absent + "|" + JPA + ")[^/]*\\.jar";
        for (String entry : Stream.of(System.getProperty("java.class.path").split(File.pathSeparator))
                .filter(entry -> !entry.matches(pattern))
                .toList()) {
            urls.add(Path.of(entry).toUri().toURL());
        }
        return urls.toArray(URL[]::new);
    }
}
