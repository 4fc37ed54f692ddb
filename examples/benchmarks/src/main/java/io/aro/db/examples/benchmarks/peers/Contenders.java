package io.aro.db.examples.benchmarks.peers;

import io.aro.db.examples.benchmarks.peers.contender.Contender;
import io.aro.db.examples.benchmarks.peers.database.FilledDatabase;
import io.aro.db.examples.benchmarks.peers.database.PlainPools;
import io.aro.db.examples.benchmarks.peers.hibernate.HibernateContender;
import io.aro.db.examples.benchmarks.peers.jdbc.JdbcContender;
import io.aro.db.examples.benchmarks.peers.jdbi.JdbiContender;
import io.aro.db.examples.benchmarks.peers.jooq.JooqContender;
import io.aro.db.examples.benchmarks.peers.library.LibraryContender;
import io.aro.db.examples.benchmarks.peers.spring.SpringContender;
import java.util.ArrayList;
import java.util.List;

/**
 * All contenders on one database.
 *
 * @param all the contenders, hand-written JDBC first
 */
record Contenders(List<Contender> all) implements AutoCloseable {

    static Contenders of(FilledDatabase database) {
        PlainPools pools = database.pools();
        List<Contender> all = new ArrayList<>();
        all.add(JdbcContender.preparingAnew(pools));
        // The driver of PostgreSQL keeps statements by itself, so a second contender would be the same there.
        if (!database.address().isPostgres()) {
            all.add(JdbcContender.keepingStatements(pools));
        }
        all.add(new JooqContender(pools));
        all.add(new JdbiContender(pools));
        all.add(new HibernateContender(pools));
        all.add(new SpringContender(pools));
        all.add(new LibraryContender(database.library()));
        return new Contenders(List.copyOf(all));
    }

    @Override
    public void close() {
        all.forEach(Contender::close);
    }
}
