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
 * Keeps what Flyway says of our migrations at TRACE, a hundred lines for a new database, and passes on what it says of
 * others.
 *
 * <p>Flyway has one log for the whole process, which belongs to whoever set it up last. So this one stays after our work
 * and tells by the thread whose line it is: an application that migrates tables of its own by Flyway still hears of it.
 */
final class FlywayLog implements LogCreator {

    /** Set while the thread migrates for us. */
    private static final ThreadLocal<Boolean> OURS = new ThreadLocal<>();

    /** Loads Flyway and does the work with it. */
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

    /** The lines of one of Flyway's classes. */
    private record Lines(Logger logger) implements Log {

        /** Scripts and the like, which Flyway's own log for SLF4J leaves out, too, unless it is told otherwise. */
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

        /** Praise of other editions, which Flyway's own log for SLF4J leaves out, too. */
        @Override
        public void notice(String message) {}

        /** What fails for us comes out as an exception, so that the log need not tell of it, either. */
        private LoggingEventBuilder at(Level level) {
            return logger.atLevel(OURS.get() == null ? level : Level.TRACE);
        }
    }
}
