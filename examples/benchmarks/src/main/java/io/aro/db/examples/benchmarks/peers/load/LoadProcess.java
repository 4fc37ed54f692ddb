package io.aro.db.examples.benchmarks.peers.load;

import io.aro.db.AroDatabase;
import io.aro.db.examples.benchmarks.peers.contender.Delivery;
import io.aro.db.examples.benchmarks.peers.contender.Workload;
import io.aro.db.examples.benchmarks.peers.contest.ServerTime;
import io.aro.db.examples.benchmarks.peers.database.Address;
import io.aro.db.examples.benchmarks.peers.database.PlainPools;
import io.aro.db.examples.benchmarks.peers.jdbc.JdbcContender;
import io.aro.db.examples.benchmarks.peers.library.LibraryContender;
import io.aro.db.testkit.Engine;
import java.util.Locale;
import tools.jackson.databind.json.JsonMapper;

/** A process that delivers to an existing database and prints its {@link Windows} as JSON. */
public final class LoadProcess {

    /** The size of the pools, as in the specification's own measurement. */
    private static final int POOL = 16;

    private static final int FIRST_PHONE = 20_000_000;

    private LoadProcess() {}

    /**
     * Runs the process.
     *
     * @param args contender, kind, threads, pace, engine, URL, user, password
     */
    public static void main(String[] args) throws Exception {
        Address address = Address.of(Engine.valueOf(args[4]), args[5], args[6], args[7]);
        boolean isReplay = args[1].equals(LoadBenchmark.REPLAY);
        Windows windows = args[0].equals(LibraryContender.NAME)
                ? runLibrary(args, address, isReplay)
                : runJdbc(args, address, isReplay);
        System.out.println(new JsonMapper().writeValueAsString(windows));
    }

    private static Windows runLibrary(String[] args, Address address, boolean isReplay) throws Exception {
        try (AroDatabase library = address.open(POOL)) {
            LibraryContender contender = new LibraryContender(library);
            return run(
                    args,
                    address,
                    isReplay
                            ? number -> contender.replay(answered(number))
                            : number -> contender.handle(first(number)));
        }
    }

    private static Windows runJdbc(String[] args, Address address, boolean isReplay) throws Exception {
        try (PlainPools pools = PlainPools.open(address, POOL);
                JdbcContender contender = JdbcContender.preparingAnew(pools)) {
            return run(
                    args,
                    address,
                    isReplay
                            ? number -> contender.replay(answered(number))
                            : number -> contender.handle(first(number)));
        }
    }

    private static Windows run(String[] args, Address address, Crowd.Each each) throws Exception {
        LoadPace pace = LoadPace.of(args[3]);
        Crowd crowd = new Crowd(Integer.parseInt(args[2]), ServerTime.of(address), each);
        Window cold = crowd.deliver(pace.cold());
        crowd.deliver(pace.between());
        return new Windows(cold, crowd.deliver(pace.warm()));
    }

    private static Delivery first(int number) {
        return Delivery.of("bench", "first-" + number, String.format(Locale.ROOT, "+1%d", FIRST_PHONE + number));
    }

    /** Returns a delivery that has its response already. */
    static Delivery answered(int number) {
        int known = number % Workload.ANSWERED;
        return Delivery.of("bench", "again-" + known, "+1888" + (1_000_000 + known));
    }
}
