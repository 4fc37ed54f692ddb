package io.aro.db.privacy.internal;

import static org.jooq.impl.DSL.or;
import static org.jooq.impl.DSL.position;
import static org.jooq.impl.DSL.selectOne;

import io.aro.db.internal.dialect.Dialect;
import io.aro.db.internal.pool.DatabaseFiles;
import io.aro.db.repository.Session;
import io.aro.db.schema.DefaultSchema;
import java.io.IOException;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import org.jooq.DSLContext;
import org.jooq.Field;
import org.jooq.JSONB;
import org.jooq.Table;

/**
 * A scan of the database files for erased texts.
 *
 * <p>Texts with a mention of the person always count as leftovers. Other texts, such as the name of a service, count
 * unless a row still contains them. The scan is a single pass in constant memory, outside of transactions.
 */
final class Leftovers {

    private final Session session;
    private final DatabaseFiles files;
    private final Subject subject;

    Leftovers(Session session, DatabaseFiles files, Subject subject) {
        this.session = session;
        this.files = files;
        this.subject = subject;
    }

    /** Returns the columns of the texts found; empty if the files cannot be read. */
    Optional<Set<String>> columnsOf(FormerTexts former) {
        Map<String, String> columns = former.columns();
        TextSearch search = new TextSearch(columns.keySet());
        try {
            files.read(search.overlap(), search);
        } catch (IOException e) {
            return Optional.empty();
        }
        Set<String> left = new TreeSet<>();
        for (String text : search.found()) {
            String column = String.valueOf(columns.get(text));
            // A single text settles the column, and spares a read of all tables for each further text.
            if (!left.contains(column) && (subject.isMentionedIn(text) || !isHeld(text))) {
                left.add(column);
            }
        }
        return Optional.of(left);
    }

    private boolean isHeld(String text) {
        return session.read(
                dsl -> DefaultSchema.DEFAULT_SCHEMA.getTables().stream().anyMatch(table -> isHeld(dsl, table, text)));
    }

    private static boolean isHeld(DSLContext dsl, Table<?> table, String text) {
        Dialect dialect = Dialect.of(dsl.configuration());
        List<Field<String>> texts = Arrays.stream(table.fields())
                .filter(field -> field.getType() == String.class
                        || field.getType() == JSONB.class
                        || field.getType() == List.class)
                .map(dialect::byCodePoints)
                .toList();
        return dsl.fetchExists(selectOne()
                .from(table)
                .where(or(
                        texts.stream().map(field -> position(field, text).gt(0)).toList())));
    }
}
