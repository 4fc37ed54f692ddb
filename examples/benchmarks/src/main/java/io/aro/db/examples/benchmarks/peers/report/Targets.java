package io.aro.db.examples.benchmarks.peers.report;

import static io.aro.db.examples.benchmarks.peers.contender.Operation.BATCH;
import static io.aro.db.examples.benchmarks.peers.contender.Operation.CONFIRM;
import static io.aro.db.examples.benchmarks.peers.contender.Operation.FIND_BY_ID;
import static io.aro.db.examples.benchmarks.peers.contender.Operation.FIND_BY_PHONE;
import static io.aro.db.examples.benchmarks.peers.contender.Operation.PAGE;
import static io.aro.db.examples.benchmarks.peers.contender.Operation.REPLAY;
import static io.aro.db.examples.benchmarks.peers.contender.Operation.STREAM;
import static io.aro.db.examples.benchmarks.peers.contender.Operation.UPCOMING;
import static io.aro.db.examples.benchmarks.peers.contender.Operation.UPSERT_EXISTING;
import static io.aro.db.examples.benchmarks.peers.contender.Operation.UPSERT_NEW;
import static io.aro.db.examples.benchmarks.peers.contender.Operation.WEBHOOK;

import io.aro.db.examples.benchmarks.peers.contender.Operation;
import io.aro.db.examples.benchmarks.peers.hibernate.HibernateContender;
import io.aro.db.examples.benchmarks.peers.jdbc.JdbcContender;
import io.aro.db.examples.benchmarks.peers.jdbi.JdbiContender;
import io.aro.db.examples.benchmarks.peers.jooq.JooqContender;
import io.aro.db.examples.benchmarks.peers.spring.SpringContender;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/** The limits of the library's ratios, with the ratios before the optimisation. */
final class Targets {

    /** The highest number of bytes of a first delivery. */
    static final double WEBHOOK_BYTES = 120_000;

    private static final double UNKNOWN = Double.NaN;

    private static final List<Target> SQLITE = List.of(
            jdbc(FIND_BY_ID, 1.32, 0.75),
            keeping(FIND_BY_ID),
            jdbc(FIND_BY_PHONE, 1.36, 0.75),
            keeping(FIND_BY_PHONE),
            jdbc(UPSERT_EXISTING, 1.32, 0.5),
            jdbc(UPSERT_NEW, 1.23, 1.0),
            jdbc(UPCOMING, 1.36, 1.2),
            jooq(UPCOMING, 1.01),
            jdbc(PAGE, 1.39, 1.2),
            jooq(PAGE, 1.04),
            jdbc(CONFIRM, 1.35, 0.9),
            jdbc(BATCH, 1.35, 1.25),
            jooq(BATCH, 1.00),
            jdbc(STREAM, 1.37, 1.25),
            jooq(STREAM, 1.06),
            jdbc(WEBHOOK, 2.04, 1.0),
            jdbc(REPLAY, 4.88, 1.5));

    private static final List<Target> POSTGRES = List.of(
            jdbc(FIND_BY_ID, 1.10, 1.05),
            jdbc(FIND_BY_PHONE, 1.10, 1.05),
            jdbc(UPSERT_EXISTING, 1.14, 1.0),
            jdbc(UPSERT_NEW, 1.08, 1.05),
            jdbc(UPCOMING, 1.38, 1.2),
            jooq(UPCOMING, 1.00),
            jdbc(PAGE, 1.96, 1.2),
            jooq(PAGE, 1.16),
            jdbc(CONFIRM, 1.52, 1.1),
            jdbc(BATCH, 1.63, 1.25),
            jooq(BATCH, 1.00),
            jdbc(STREAM, 1.67, 1.25),
            jooq(STREAM, 1.08),
            jdbc(WEBHOOK, 1.85, 1.15),
            jdbc(REPLAY, 1.42, 1.1));

    private Targets() {}

    /** Returns the targets of an engine, with the peers behind the library everywhere. */
    static List<Target> of(boolean postgres) {
        List<Target> targets = new ArrayList<>(postgres ? POSTGRES : SQLITE);
        for (Operation operation : Operation.values()) {
            Stream.of(JdbiContender.NAME, HibernateContender.NAME, SpringContender.NAME)
                    .forEach(peer -> targets.add(new Target(operation, peer, UNKNOWN, 1.0)));
        }
        return targets;
    }

    private static Target jdbc(Operation operation, double before, double limit) {
        return new Target(operation, JdbcContender.ANEW, before, limit);
    }

    private static Target keeping(Operation operation) {
        return new Target(operation, JdbcContender.KEEPING, UNKNOWN, 1.6);
    }

    private static Target jooq(Operation operation, double before) {
        return new Target(operation, JooqContender.NAME, before, 0.9);
    }
}
