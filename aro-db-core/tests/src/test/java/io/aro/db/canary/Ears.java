package io.aro.db.canary;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.LoggerContext;
import ch.qos.logback.classic.turbo.TurboFilter;
import ch.qos.logback.core.spi.FilterReply;
import io.aro.db.testkit.jdbc.JdbcCall;
import io.aro.db.testkit.jdbc.JdbcInterceptor;
import java.sql.SQLException;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.logging.Handler;
import java.util.logging.LogRecord;
import org.assertj.core.util.Throwables;
import org.jspecify.annotations.Nullable;
import org.slf4j.LoggerFactory;
import org.slf4j.Marker;
import org.slf4j.helpers.MessageFormatter;

/**
 * A record of every statement text and every log line at the finest level during a call. Only texts with a canary are
 * kept.
 *
 * <p>The driver of PostgreSQL is recorded down to FINER. At FINEST the driver writes the protocol, with the values.
 */
final class Ears extends TurboFilter implements JdbcInterceptor, AutoCloseable {

    private static final java.util.logging.Logger DRIVER = java.util.logging.Logger.getLogger("org.postgresql");

    private final List<String> heard = new CopyOnWriteArrayList<>();
    private final LoggerContext loggers = (LoggerContext) LoggerFactory.getILoggerFactory();
    private final java.util.logging.@Nullable Level levelBefore = DRIVER.getLevel();
    private final Handler driverEar = new DriverEar();
    private final AtomicInteger lines = new AtomicInteger();

    static Ears open() {
        Ears ears = new Ears();
        ears.loggers.addTurboFilter(ears);
        DRIVER.setLevel(java.util.logging.Level.FINER);
        DRIVER.addHandler(ears.driverEar);
        return ears;
    }

    /** Returns the recorded texts since the last call, and clears them. */
    List<String> heard() {
        List<String> all = List.copyOf(heard);
        heard.clear();
        return all;
    }

    /** Returns whether any line was recorded, with or without a canary. */
    boolean isAwake() {
        return lines.get() > 0;
    }

    @Override
    public @Nullable Object intercept(JdbcCall call) throws SQLException {
        hear(call.sql());
        return call.proceed();
    }

    /** Enables every logger, records its line, and drops the line as configured. */
    @Override
    public FilterReply decide(
            @Nullable Marker marker,
            ch.qos.logback.classic.Logger logger,
            Level level,
            @Nullable String format,
            @Nullable Object @Nullable [] values,
            @Nullable Throwable error) {
        if (format == null) {
            return FilterReply.ACCEPT;
        }
        hear(MessageFormatter.basicArrayFormat(format, values)
                + (error == null ? "" : Throwables.getStackTrace(error)));
        return level.isGreaterOrEqual(logger.getEffectiveLevel()) ? FilterReply.NEUTRAL : FilterReply.DENY;
    }

    private void hear(String text) {
        lines.incrementAndGet();
        if (Texts.areIn(text)) {
            heard.add(text);
        }
    }

    @Override
    public void close() {
        loggers.getTurboFilterList().remove(this);
        DRIVER.removeHandler(driverEar);
        DRIVER.setLevel(levelBefore);
    }

    private final class DriverEar extends Handler {

        @Override
        public void publish(LogRecord line) {
            hear(line.getMessage() + List.of(line.getParameters() == null ? new Object[0] : line.getParameters()));
        }

        @Override
        public void flush() {}

        @Override
        public void close() {}
    }
}
