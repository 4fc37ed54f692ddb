package io.aro.db.plan;

import io.aro.db.AroDatabase;
import io.aro.db.connection.HostConfig;
import io.aro.db.testkit.TestDatabase;
import io.aro.db.testkit.jdbc.JdbcCall;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.jooq.ExecuteContext;
import org.jooq.ExecuteListener;
import org.jooq.SQLDialect;

/** A record of each statement, with inlined values; a batch counts as its single statements. */
record SentStatements(List<String> statements) implements ExecuteListener {

    private static final long serialVersionUID = 1L;

    /** Makes a call and returns its statements. */
    static List<String> of(Call call, TestDatabase database) {
        SentStatements sent = new SentStatements(new ArrayList<>());
        SQLDialect dialect = database.engine().isPostgres() ? SQLDialect.POSTGRES : SQLDialect.SQLITE;
        HostConfig config = HostConfig.of(dialect).withClock(database.clock()).withStatementListener(sent);
        try (AroDatabase db = AroDatabase.over(database.dataSource(), config)) {
            call.make(db);
        }
        return List.copyOf(sent.statements);
    }

    @Override
    public void executeStart(ExecuteContext context) {
        Stream.concat(Stream.ofNullable(context.query()), Stream.of(context.batchQueries()))
                .map(each -> context.dsl().renderInlined(each))
                .flatMap(text -> JdbcCall.statements(text).stream())
                .distinct()
                .forEach(statements::add);
    }
}
