package io.aro.db.internal.statement;

import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import org.jooq.Configuration;
import org.jspecify.annotations.Nullable;

/**
 * The rendered statements of one database. Thread-safe.
 *
 * <p>Stored in the data of a jOOQ configuration, and inherited by the configurations of its transactions. A
 * configuration without this object executes through jOOQ. This serves the statement listeners of a host application.
 */
public final class RenderedStatements {

    /** The rendered statements by the key of the template; empty for a template without codecs. */
    private final Map<Object, Optional<RenderedStatement>> texts = new ConcurrentHashMap<>();

    private final Map<List<RenderedStatement>, String> together = new ConcurrentHashMap<>();
    private final Configuration configuration;
    private final @Nullable StatementLimit limit;
    private volatile @Nullable Configuration marking;

    private RenderedStatements(Configuration configuration, @Nullable StatementLimit limit) {
        this.configuration = configuration;
        this.limit = limit;
    }

    /**
     * Lets a configuration execute rendered statements, without the listeners and limits of jOOQ.
     *
     * @param limit the timeout of each statement; null keeps the limit of the session
     */
    public static void in(Configuration configuration, @Nullable StatementLimit limit) {
        configuration.data(RenderedStatements.class, new RenderedStatements(configuration, limit));
    }

    /** Returns the rendered statements of a configuration, or null if statements go through jOOQ. */
    static @Nullable RenderedStatements of(Configuration configuration) {
        return (RenderedStatements) configuration.data(RenderedStatements.class);
    }

    /** Sets the timeout of a statement. */
    void limit(Statement statement) throws SQLException {
        if (limit != null) {
            limit.applyTo(statement);
        }
    }

    /** Returns the text of a template, or null for a template without codecs. */
    @Nullable
    RenderedStatement get(StatementTemplate template) {
        Object key = template.key();
        if (key == null) {
            return RenderedStatement.of(template, marking());
        }
        Optional<RenderedStatement> known = texts.get(key);
        if (known == null) {
            known = Optional.ofNullable(RenderedStatement.of(template, marking()));
            texts.put(key, known);
        }
        return known.orElse(null);
    }

    private Configuration marking() {
        Configuration known = marking;
        if (known == null) {
            known = RenderedStatement.marking(configuration);
            marking = known;
        }
        return known;
    }

    /** Returns several texts as one text. */
    String join(List<RenderedStatement> statements) {
        String text = together.get(statements);
        if (text == null) {
            text = String.join(
                    "; ", statements.stream().map(RenderedStatement::sql).toList());
            together.put(statements, text);
        }
        return text;
    }
}
