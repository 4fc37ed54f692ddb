package io.aro.db.internal.session;

import io.aro.db.connection.AroDatabaseConfig;
import io.aro.db.connection.SqliteConfig;
import io.aro.db.crypto.FieldCipher;
import io.aro.db.internal.pool.Pools;
import java.util.function.UnaryOperator;
import javax.sql.DataSource;
import org.jooq.DSLContext;
import org.jooq.SQLDialect;
import org.jooq.impl.DSL;

/**
 * The contexts of jOOQ in which statements run.
 *
 * @param writer runs what writes
 * @param reader runs queries outside transactions
 * @param snapshots runs transactions that read one snapshot
 * @param primarySnapshots runs such transactions on the primary, since a replica may lag
 * @param aside renews leases where no connection is reserved for that
 */
public record Contexts(
        DSLContext writer, DSLContext reader, DSLContext snapshots, DSLContext primarySnapshots, DSLContext aside) {

    /** Returns a single context for everything. */
    public static Contexts of(DSLContext single) {
        return new Contexts(single, single, single, single, single);
    }

    /** Returns contexts over the pools of a configuration. */
    public static Contexts of(Pools pools, AroDatabaseConfig config, ErasedNames names) {
        SQLDialect dialect = config instanceof SqliteConfig ? SQLDialect.SQLITE : SQLDialect.POSTGRES;
        UnaryOperator<DataSource> decorator = config.decorator();
        DSLContext writer = DSL.using(decorator.apply(pools.writer()), dialect, Pools.settings(config));
        DSLContext reader = DSL.using(decorator.apply(pools.reader()), dialect, Pools.settings(config));
        writer.configuration().data(ErasedNames.class, names);
        reader.configuration().data(ErasedNames.class, names);
        FieldCipher cipher = config.cipher();
        if (cipher != null) {
            writer.configuration().data(FieldCipher.class, cipher);
            reader.configuration().data(FieldCipher.class, cipher);
        }
        // On SQLite all connections read the same file, and the only one that writes is left to writers.
        DSLContext primary = config instanceof SqliteConfig ? reader : writer;
        return new Contexts(writer, reader, reader, primary, writer);
    }
}
