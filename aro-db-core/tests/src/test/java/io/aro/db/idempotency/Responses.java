package io.aro.db.idempotency;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Tag;

/** Types of responses, preserved by JSON or not. */
final class Responses {

    private Responses() {}

    record Bill(BigDecimal total, BigDecimal tip, BigDecimal rounded, BigDecimal big, double rate, long cents) {}

    record Empty() {}

    enum Size {
        SMALL,
        LARGE;

        @Override
        public String toString() {
            return "a size";
        }
    }

    record Everything(
            UUID id,
            Instant at,
            LocalDate day,
            Duration length,
            Size size,
            Map<Size, BigInteger> sizes,
            Set<String> words,
            Optional<String> some,
            Optional<String> none,
            @Nullable String nothing,
            List<Double> numbers,
            Empty empty) {}

    /** A type without readable properties. */
    @SuppressWarnings("unused")
    static final class Hidden {

        private final String text;

        Hidden(String text) {
            this.text = text;
        }
    }

    /** A type with an annotation, accepted by Jackson's own rule. */
    @Tag("annotated")
    static final class Annotated {}

    /** A type that Jackson can write but not create. */
    static final class OneWay {

        private final String text;

        OneWay(String text, int times) {
            this.text = text.repeat(times);
        }

        public String getText() {
            return text;
        }
    }

    /** A type that Jackson can create without its content. */
    static final class Half {

        private final String secret;

        Half() {
            this("none", 1);
        }

        Half(String text, int times) {
            this.secret = text.repeat(times);
        }

        public String getText() {
            return secret;
        }
    }

    /** A type that throws its own exception during writing. */
    record Failing(String text) {

        @Override
        public String text() {
            throw new AssertionError("as of a check in a property");
        }
    }

    interface Shape {}

    record Circle(int radius) implements Shape {}
}
