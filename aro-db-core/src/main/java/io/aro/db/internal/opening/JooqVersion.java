package io.aro.db.internal.opening;

import io.aro.db.error.ConfigurationException;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jooq.Constants;

/** The version of jOOQ on the class path, which a framework may have chosen. */
public final class JooqVersion {

    private static final int MAJOR = 3;
    private static final int MINOR = 21;
    private static final Pattern VERSION = Pattern.compile("(\\d+)\\.(\\d+).*");

    private JooqVersion() {}

    /** Refuses a version that lacks what the library calls, which would show with the first webhook otherwise. */
    static void requireSupported() {
        requireSupported(present());
    }

    static void requireSupported(String version) {
        Matcher parts = VERSION.matcher(version);
        if (!parts.matches()) {
            return;
        }
        int major = Integer.parseInt(parts.group(1));
        int minor = Integer.parseInt(parts.group(2));
        if (major < MAJOR || (major == MAJOR && minor < MINOR)) {
            throw new ConfigurationException(String.format(
                    Locale.ROOT,
                    "jOOQ %s is on the class path, and aro-db needs 3.21 or newer; set the version of org.jooq:jooq,"
                            + " in a build on Spring Boot the property jooq.version.",
                    version));
        }
    }

    /** Reads the field of the class that is loaded; the compiler would put in the value of the one it has seen. */
    private static String present() {
        try {
            return String.valueOf(Constants.class.getField("VERSION").get(null));
        } catch (ReflectiveOperationException e) {
            return "";
        }
    }
}
