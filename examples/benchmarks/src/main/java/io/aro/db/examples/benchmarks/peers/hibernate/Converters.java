package io.aro.db.examples.benchmarks.peers.hibernate;

import io.aro.db.examples.benchmarks.peers.jdbc.JsonText;
import io.aro.db.examples.benchmarks.peers.jdbc.TimeText;
import jakarta.persistence.AttributeConverter;
import jakarta.persistence.Converter;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Converters of columns without a type of their own. */
final class Converters {

    private Converters() {}

    /** Lists of texts in arrays of PostgreSQL. */
    @Converter(autoApply = true)
    static final class ArrayOfWords implements AttributeConverter<@Nullable Words, String @Nullable []> {

        @Override
        public String @Nullable [] convertToDatabaseColumn(@Nullable Words words) {
            return words == null ? null : words.list().toArray(String[]::new);
        }

        @Override
        public @Nullable Words convertToEntityAttribute(String @Nullable [] texts) {
            return texts == null ? null : new Words(List.of(texts));
        }
    }

    /** Lists of texts in JSON of SQLite. */
    @Converter(autoApply = true)
    static final class JsonOfWords implements AttributeConverter<@Nullable Words, @Nullable String> {

        @Override
        public @Nullable String convertToDatabaseColumn(@Nullable Words words) {
            return words == null ? null : JsonText.of(words.list());
        }

        @Override
        public @Nullable Words convertToEntityAttribute(@Nullable String json) {
            if (json == null) {
                return null;
            }
            return new Words(json.equals("[]") ? List.of() : List.of(JsonText.words(json)));
        }
    }

    /** Times in texts of SQLite. */
    @Converter(autoApply = true)
    static final class TextOfTime implements AttributeConverter<@Nullable Instant, @Nullable String> {

        @Override
        public @Nullable String convertToDatabaseColumn(@Nullable Instant time) {
            return time == null ? null : TimeText.of(time);
        }

        @Override
        public @Nullable Instant convertToEntityAttribute(@Nullable String text) {
            return text == null ? null : TimeText.parse(text);
        }
    }

    /** Amounts in hundredths of SQLite. */
    @Converter(autoApply = true)
    static final class HundredthsOfMoney implements AttributeConverter<@Nullable BigDecimal, @Nullable Long> {

        @Override
        public @Nullable Long convertToDatabaseColumn(@Nullable BigDecimal amount) {
            return amount == null ? null : amount.movePointRight(2).longValueExact();
        }

        @Override
        public @Nullable BigDecimal convertToEntityAttribute(@Nullable Long hundredths) {
            return hundredths == null ? null : BigDecimal.valueOf(hundredths, 2);
        }
    }
}
