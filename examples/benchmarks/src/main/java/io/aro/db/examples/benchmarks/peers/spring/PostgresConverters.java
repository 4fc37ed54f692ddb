package io.aro.db.examples.benchmarks.peers.spring;

import io.aro.db.examples.benchmarks.peers.spring.SpringRows.Document;
import io.aro.db.examples.benchmarks.peers.spring.SpringRows.Status;
import io.aro.db.examples.benchmarks.peers.spring.SpringRows.Words;
import java.sql.JDBCType;
import java.sql.SQLException;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.postgresql.util.PGobject;
import org.springframework.core.convert.converter.Converter;
import org.springframework.data.convert.ReadingConverter;
import org.springframework.data.convert.WritingConverter;
import org.springframework.data.jdbc.core.mapping.JdbcValue;

/** Converters to and from the types of PostgreSQL. */
final class PostgresConverters {

    private PostgresConverters() {}

    static List<Converter<?, ?>> all() {
        return List.of(
                new StatusToValue(), new DocumentToValue(), new WordsToValue(), new ArrayToWords(), new TextToStatus());
    }

    private static JdbcValue typed(String type, @Nullable String text) {
        try {
            PGobject value = new PGobject();
            value.setType(type);
            value.setValue(text);
            return JdbcValue.of(value, JDBCType.OTHER);
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }

    /** Statuses as values of their enumeration. */
    @WritingConverter
    static final class StatusToValue implements Converter<Status, JdbcValue> {

        @Override
        public JdbcValue convert(Status status) {
            return typed("appointment_status", status.literal());
        }
    }

    /** Documents as JSON. */
    @WritingConverter
    static final class DocumentToValue implements Converter<Document, JdbcValue> {

        @Override
        public JdbcValue convert(Document document) {
            return typed("jsonb", document.text());
        }
    }

    /** Lists, which are only read; the converter makes them a simple type. */
    @WritingConverter
    static final class WordsToValue implements Converter<Words, JdbcValue> {

        @Override
        public JdbcValue convert(Words words) {
            return typed("text[]", null);
        }
    }

    /** Arrays as lists. */
    @ReadingConverter
    static final class ArrayToWords implements Converter<String[], Words> {

        @Override
        public Words convert(String[] texts) {
            return new Words(List.of(texts));
        }
    }

    /** Texts as statuses. */
    @ReadingConverter
    static final class TextToStatus implements Converter<String, Status> {

        @Override
        public Status convert(String text) {
            return new Status(text);
        }
    }
}
