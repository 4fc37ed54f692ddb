package io.aro.db.examples.benchmarks.peers;

import io.aro.db.examples.benchmarks.peers.contender.Contender;
import io.aro.db.examples.benchmarks.peers.contender.Operation;
import io.aro.db.examples.benchmarks.peers.contender.Workload;
import io.aro.db.examples.benchmarks.peers.contest.Agreement;
import io.aro.db.examples.benchmarks.peers.contest.Contest;
import io.aro.db.examples.benchmarks.peers.contest.Measurement;
import io.aro.db.examples.benchmarks.peers.contest.Results;
import io.aro.db.examples.benchmarks.peers.contest.ServerTime;
import io.aro.db.examples.benchmarks.peers.database.FilledDatabase;
import io.aro.db.examples.benchmarks.peers.database.Rows;
import io.aro.db.examples.benchmarks.peers.database.Site;
import io.aro.db.examples.benchmarks.peers.library.LibraryContender;
import io.aro.db.examples.benchmarks.peers.report.Reports;
import java.util.ArrayList;
import java.util.List;

/** A benchmark of the library beside hand-written JDBC, jOOQ, Jdbi, Hibernate and Spring Data, on one engine. */
public final class PeersBenchmark {

    private final Options options;
    private final long begun = System.nanoTime();
    private final List<Measurement> measurements = new ArrayList<>();

    private PeersBenchmark(Options options) {
        this.options = options;
    }

    /** Prints and writes the report; {@link Options} has the order of the arguments. */
    public static void main(String[] args) throws Exception {
        Options options = Options.of(args);
        if (options.isLeftOut()) {
            return;
        }
        new PeersBenchmark(options).run();
    }

    private void run() throws Exception {
        String version;
        try (Site site = options.site()) {
            version = site.version();
            compare(site, "peers", Rows.usual(), options.operationsExcept(Operation.STREAM));
            compare(site, "stream", Rows.ofStream(), options.operationsOnly(Operation.STREAM));
        }
        Results results = new Results(version, Machine.describe(), measurements);
        Reports.write(results, options.folder(), "peers-" + options.engineName());
    }

    private void compare(Site site, String name, Rows rows, List<Operation> operations) throws Exception {
        if (operations.isEmpty()) {
            return;
        }
        progress("filling");
        try (FilledDatabase database = FilledDatabase.create(site, name, rows);
                Contenders contenders = Contenders.of(database)) {
            Workload workload = new Workload(database);
            progress("comparing answers");
            new Agreement(database.library(), workload).check(operations, contenders.all());
            Contest contest = new Contest(options.pace(), ServerTime.of(database.address()), workload);
            for (Operation operation : operations) {
                progress(operation.title());
                if (operation == Operation.REPLAY) {
                    answerDeliveries(workload, contenders.all());
                }
                measurements.addAll(contest.run(operation, contenders.all()));
            }
        }
    }

    private void progress(String step) {
        long seconds = (System.nanoTime() - begun) / 1_000_000_000;
        System.err.println(options.engineName() + ", " + seconds + " s: " + step);
    }

    /** The library answers all deliveries that each contender replays. */
    private static void answerDeliveries(Workload workload, List<Contender> contenders) {
        LibraryContender library = (LibraryContender) contenders.getLast();
        for (int number = 0; number < Workload.ANSWERED; number++) {
            library.handle(workload.answered(number));
        }
    }
}
