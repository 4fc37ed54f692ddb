package io.aro.db.examples.benchmarks.peers.spring;

import io.aro.db.examples.benchmarks.peers.jdbc.JsonText;
import io.aro.db.examples.benchmarks.peers.jdbc.TimeText;
import io.aro.db.examples.benchmarks.peers.spring.SpringRows.Document;
import io.aro.db.examples.benchmarks.peers.spring.SpringRows.Status;
import io.aro.db.examples.benchmarks.peers.spring.SpringRows.Words;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.springframework.core.convert.converter.Converter;
import org.springframework.data.convert.ReadingConverter;
import org.springframework.data.convert.WritingConverter;

/** Converters to and from the texts and numbers of SQLite. */
final class SqliteConverters {

    private SqliteConverters() {}

    static List<Converter<?, ?>> all() {
        return List.of(
                new PostgresConverters.TextToStatus(),
                new StatusToText(),
                new DocumentToText(),
                new TextToWords(),
                new WordsToText(),
                new TimeToText(),
                new TextToTime(),
                new IdToText(),
                new TextToId(),
                new MoneyToHundredths(),
                new IntegerToMoney(),
                new LongToMoney(),
                new NumberToBoolean());
    }

    /** Statuses as texts. */
    @WritingConverter
    static final class StatusToText implements Converter<Status, String> {

        @Override
        public String convert(Status status) {
            return status.literal();
        }
    }

    /** Documents as texts. */
    @WritingConverter
    static final class DocumentToText implements Converter<Document, String> {

        @Override
        public String convert(Document document) {
            return document.text();
        }
    }

    /** JSON as lists. */
    @ReadingConverter
    static final class TextToWords implements Converter<String, Words> {

        @Override
        public Words convert(String json) {
            return new Words(json.equals("[]") ? List.of() : List.of(JsonText.words(json)));
        }
    }

    /** Lists as JSON. */
    @WritingConverter
    static final class WordsToText implements Converter<Words, String> {

        @Override
        public String convert(Words words) {
            return JsonText.of(words.list());
        }
    }

    /** Times as texts. */
    @WritingConverter
    static final class TimeToText implements Converter<Instant, String> {

        @Override
        public String convert(Instant time) {
            return TimeText.of(time);
        }
    }

    /** Texts as times. */
    @ReadingConverter
    static final class TextToTime implements Converter<String, Instant> {

        @Override
        public Instant convert(String text) {
            return TimeText.parse(text);
        }
    }

    /** Ids as texts. */
    @WritingConverter
    static final class IdToText implements Converter<UUID, String> {

        @Override
        public String convert(UUID id) {
            return id.toString();
        }
    }

    /** Texts as ids. */
    @ReadingConverter
    static final class TextToId implements Converter<String, UUID> {

        @Override
        public UUID convert(String text) {
            return UUID.fromString(text);
        }
    }

    /** Amounts as hundredths. */
    @WritingConverter
    static final class MoneyToHundredths implements Converter<BigDecimal, Long> {

        @Override
        public Long convert(BigDecimal amount) {
            return amount.movePointRight(2).longValueExact();
        }
    }

    /** Small hundredths as amounts. */
    @ReadingConverter
    static final class IntegerToMoney implements Converter<Integer, BigDecimal> {

        @Override
        public BigDecimal convert(Integer hundredths) {
            return BigDecimal.valueOf(hundredths, 2);
        }
    }

    /** Large hundredths as amounts. */
    @ReadingConverter
    static final class LongToMoney implements Converter<Long, BigDecimal> {

        @Override
        public BigDecimal convert(Long hundredths) {
            return BigDecimal.valueOf(hundredths, 2);
        }
    }

    /** Numbers as booleans. */
    @ReadingConverter
    static final class NumberToBoolean implements Converter<Integer, Boolean> {

        @Override
        public Boolean convert(Integer number) {
            return number != 0;
        }
    }
}
