package io.aro.db.migration;

import java.util.function.Function;
import org.flywaydb.core.Flyway;
import org.flywaydb.core.api.configuration.FluentConfiguration;
import org.flywaydb.core.api.logging.Log;
import org.flywaydb.core.api.logging.LogCreator;
import org.flywaydb.core.api.logging.LogFactory;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.slf4j.event.Level;
import org.slf4j.spi.LoggingEventBuilder;

/**
 * The log of Flyway's messages about migrations of aro-db, at TRACE: a hundred lines for a new database. Other
 * messages keep their level.
 *
 * <p>Flyway has one log per process, owned by its last configurer. The creator therefore stays in place after
 * the work, and separates the messages by thread. An application with a Flyway of its own still gets its log.
 */
final class FlywayLog implements LogCreator {

    /** Set while the thread migrates for aro-db. */
    private static final ThreadLocal<Boolean> OURS = new ThreadLocal<>();

    /** Loads Flyway and runs the work with it. */
    static <T> T hushed(FluentConfiguration configuration, Function<Flyway, T> work) {
        Boolean outer = OURS.get();
        OURS.set(true);
        try {
            Flyway flyway = configuration.loggers().load();
            LogFactory.setLogCreator(new FlywayLog());
            return work.apply(flyway);
        } finally {
            if (outer == null) {
                OURS.remove();
            }
        }
    }

    @Override
    public Log createLogger(Class<?> type) {
        return new Lines(LoggerFactory.getLogger(type));
    }

    /** The log of one of Flyway's classes. */
    private record Lines(Logger logger) implements Log {

        /** Logs scripts and similar details. Flyway's own SLF4J log also drops them by default. */
        @Override
        public void debug(String message) {
            if (LogFactory.isDebugEnabled()) {
                logger.debug(message);
            }
        }

        @Override
        public void info(String message) {
            at(Level.INFO).log(message);
        }

        @Override
        public void warn(String message) {
            at(Level.WARN).log(message);
        }

        @Override
        public void error(String message) {
            at(Level.ERROR).log(message);
        }

        @Override
        public void error(String message, Exception e) {
            at(Level.ERROR).setCause(e).log(message);
        }

        /** Drops advertisements for other editions, like Flyway's own SLF4J log. */
        @Override
        public void notice(String message) {}

        /** Lowers messages about aro-db to TRACE. Their failures surface as exceptions. */
        private LoggingEventBuilder at(Level level) {
            return logger.atLevel(OURS.get() == null ? level : Level.TRACE);
        }
    }
}
