package io.aro.db.examples.benchmarks.peers.spring;

import javax.sql.DataSource;
import org.springframework.context.support.StaticApplicationContext;
import org.springframework.data.jdbc.core.JdbcAggregateTemplate;
import org.springframework.data.jdbc.core.convert.DataAccessStrategy;
import org.springframework.data.jdbc.core.convert.DataAccessStrategyFactory;
import org.springframework.data.jdbc.core.convert.DefaultJdbcTypeFactory;
import org.springframework.data.jdbc.core.convert.InsertStrategyFactory;
import org.springframework.data.jdbc.core.convert.JdbcConverter;
import org.springframework.data.jdbc.core.convert.JdbcCustomConversions;
import org.springframework.data.jdbc.core.convert.MappingJdbcConverter;
import org.springframework.data.jdbc.core.convert.QueryMappingConfiguration;
import org.springframework.data.jdbc.core.convert.RelationResolver;
import org.springframework.data.jdbc.core.convert.SqlGeneratorSource;
import org.springframework.data.jdbc.core.convert.SqlParametersFactory;
import org.springframework.data.jdbc.core.dialect.JdbcPostgresDialect;
import org.springframework.data.jdbc.core.mapping.JdbcMappingContext;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.core.namedparam.NamedParameterJdbcTemplate;

/**
 * The templates of one pool.
 *
 * <p>Spring Data has no dialect for SQLite. The SQL of PostgreSQL's dialect works there for these operations.
 *
 * @param aggregates the template of rows
 * @param sql the template of SQL
 */
record Templates(JdbcAggregateTemplate aggregates, NamedParameterJdbcTemplate sql) {

    private static final int FETCH_SIZE = 1_000;

    static Templates of(DataSource pool, boolean postgres) {
        JdbcTemplate plain = new JdbcTemplate(pool);
        plain.setFetchSize(FETCH_SIZE);
        NamedParameterJdbcTemplate sql = new NamedParameterJdbcTemplate(plain);
        return new Templates(aggregates(sql, postgres), sql);
    }

    private static JdbcAggregateTemplate aggregates(NamedParameterJdbcTemplate sql, boolean postgres) {
        JdbcPostgresDialect dialect = JdbcPostgresDialect.INSTANCE;
        JdbcCustomConversions conversions =
                JdbcCustomConversions.of(dialect, postgres ? PostgresConverters.all() : SqliteConverters.all());
        JdbcMappingContext context = new JdbcMappingContext();
        context.setSimpleTypeHolder(conversions.getSimpleTypeHolder());
        RelationResolver none = (id, path) -> {
            throw new UnsupportedOperationException();
        };
        JdbcConverter converter = new MappingJdbcConverter(
                context, none, conversions, new DefaultJdbcTypeFactory(sql.getJdbcOperations()));
        DataAccessStrategy strategy = new DataAccessStrategyFactory(
                        new SqlGeneratorSource(context, converter, dialect),
                        converter,
                        sql,
                        new SqlParametersFactory(context, converter),
                        new InsertStrategyFactory(sql, dialect),
                        QueryMappingConfiguration.EMPTY)
                .create();
        StaticApplicationContext events = new StaticApplicationContext();
        events.refresh();
        JdbcAggregateTemplate template = new JdbcAggregateTemplate(events, context, converter, strategy);
        template.setEntityLifecycleEventsEnabled(false);
        return template;
    }
}
